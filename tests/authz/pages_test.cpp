#include "tests/authz/site.hpp"

#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using namespace gatehouse::authz;
using namespace gatehouse::tests;

namespace {

std::string harvest(Site& site) {
    return site.registry.organisation("op:harvest").str() + ":importer";
}

// Through the search page's dialog, as a browser without script would.
Answer send_request(Site& site, const std::string& cookie, const std::string& post) {
    const auto dialog = site.get("/roles/operators?q=bio&post=" + http::percent_encode(post) + "&step=confirm", cookie);
    BOOST_TEST_REQUIRE(dialog.status == 200);
    return site.post("/roles/request", cookie,
                     {{"post", post}, {"once", input(dialog, "once")}, {"email", "ann@example.org"}, {"information", "I work there"}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pages)

BOOST_AUTO_TEST_CASE(a_stranger_is_sent_to_sign_in_and_back) {
    Site site;
    const auto answer = site.get("/roles/operators?q=bio");
    BOOST_TEST(answer.status == 303);
    // cpp-httplib decodes what it reads; on the wire the value is percent-encoded.
    BOOST_TEST(answer.location == "/sign-in?return_to=/roles/operators?q=bio");
    BOOST_TEST(site.post_raw("/roles/request", "", {}, site.origin()).status == 401);
}

BOOST_AUTO_TEST_CASE(a_newcomer_chooses_a_kind_and_the_first_request_fixes_it) {
    Site site;
    const Actor ann = site.registry.actor("nann");
    const auto cookie = site.sign_in(ann);
    BOOST_TEST(site.get("/home", cookie).location == "/roles");
    auto roles = site.get("/roles", cookie);
    BOOST_TEST(roles.has("href=\"/roles/operators\""));
    BOOST_TEST(roles.has("href=\"/roles/control-bodies\""));
    BOOST_TEST(roles.has("href=\"/roles/authorities\""));
    BOOST_TEST(!roles.has("disabled"));
    BOOST_TEST(site.registry.ask(ann, "op:harvest", "importer").has_value());
    roles = site.get("/roles", cookie);
    BOOST_TEST(roles.has("href=\"/roles/operators\""));
    BOOST_TEST(!roles.has("href=\"/roles/authorities\""));
    BOOST_TEST(roles.has("only one kind of role"));
    BOOST_TEST(site.get("/home", cookie).location == "/profile");
}

BOOST_AUTO_TEST_CASE(searching_needs_a_criterion_and_finds_by_name_address_and_identifier) {
    Site site;
    const auto cookie = site.sign_in(site.registry.actor("nann"));
    BOOST_TEST(site.get("/roles/operators", cookie).has("Search first"));
    BOOST_TEST(site.get("/roles/operators?q=", cookie).has("Fill in at least one field"));
    BOOST_TEST(!site.get("/roles/operators", cookie).has("Create new operator"));
    for (const std::string query :
         {"q=h%C3%A1rvest+BIO", "q=de123456789012345", "q=hafenstadt+harvest", "q=&country=DE", "q=&activity=importer&country=DE"}) {
        const auto found = site.get("/roles/operators?" + query, cookie);
        BOOST_TEST(found.has("Bio Harvest Trading GmbH"), query);
        BOOST_TEST(found.has("Create new operator"), query);
        BOOST_TEST(found.has("Valid"), query);
    }
    BOOST_TEST(!site.get("/roles/operators?q=harvest&country=ES", cookie).has("Trading GmbH"));
    BOOST_TEST(site.get("/roles/operators?q=%25", cookie).status == 200);
    BOOST_TEST(site.get("/roles/operators?q=zzzz", cookie).has("No operator found"));
    BOOST_TEST(site.get("/roles/operators?q=bio&after=nonsense!", cookie).status == 400);
}

BOOST_AUTO_TEST_CASE(results_come_in_pages_of_25_by_key) {
    Site site;
    std::vector<ReferenceOrganisation> list;
    for (int i = 0; i < 60; ++i) {
        ReferenceOrganisation one;
        one.key = "many:" + std::to_string(i);
        one.organisation.type = type::operator_;
        one.organisation.country = "PL";
        one.organisation.name = "Ekofarma " + std::to_string(100 + i);
        one.organisation.origin = "demo";
        one.activities = {{"organic", "organic_importer", "importer", true}};
        list.push_back(std::move(one));
    }
    BOOST_TEST_REQUIRE(load_reference(*site.registry.context, list, "many").has_value());
    const auto cookie = site.sign_in(site.registry.actor("nann"));
    std::string path = "/roles/operators?q=ekofarma";
    int pages = 0, rows = 0;
    while (!path.empty()) {
        const auto page = site.get(path, cookie);
        ++pages;
        for (auto at = page.body.find("name=\"post\""); at != std::string::npos; at = page.body.find("name=\"post\"", at + 1)) ++rows;
        const auto next = page.body.find("rel=\"next\" href=\"");
        path = next == std::string::npos ? "" : page.body.substr(next + 17, page.body.find('"', next + 17) - next - 17);
        for (auto amp = path.find("&amp;"); amp != std::string::npos; amp = path.find("&amp;")) path.replace(amp, 5, "&");
    }
    BOOST_TEST(pages == 3);
    BOOST_TEST(rows == 60);
}

BOOST_AUTO_TEST_CASE(the_dialog_tells_who_decides_and_sending_shows_a_green_message_that_stays) {
    Site site;
    site.registry.german_officer();
    const auto cookie = site.sign_in(site.registry.actor("nann"));
    const auto post = harvest(site);
    const auto dialog = site.get("/roles/operators?q=bio&step=confirm&post=" + http::percent_encode(post), cookie);
    BOOST_TEST(dialog.has("<dialog open"));
    BOOST_TEST(dialog.has("The national authority of Germany decides."));
    BOOST_TEST(dialog.has("value=\"nann@example.org\""));
    BOOST_TEST(site.get("/roles/operators?q=bio&step=confirm", cookie).has("Nothing is ticked."));

    const auto sent = send_request(site, cookie, post);
    BOOST_TEST(sent.status == 303);
    BOOST_TEST(sent.location == "/profile?sent=1");
    for (int look = 0; look < 2; ++look) {
        const auto profile = site.get(sent.location, cookie);
        BOOST_TEST(profile.has("Request sent."));
        BOOST_TEST(profile.has("alert good"));
        BOOST_TEST(profile.has("Bio Harvest Trading GmbH"));
        BOOST_TEST(profile.has("The national authority of Germany decides."));
    }
    // Own pending ones show a chip instead of a tick.
    const auto again = site.get("/roles/operators?q=trading", cookie);
    BOOST_TEST(again.has("chip wait"));
    BOOST_TEST(!again.has("value=\"" + post + "\""));
}

BOOST_AUTO_TEST_CASE(a_double_click_sends_once) {
    Site site;
    const auto cookie = site.sign_in(site.registry.actor("nann"));
    const Fields fields{{"post", harvest(site)}, {"once", "the-same"}};
    BOOST_TEST(site.post("/roles/request", cookie, fields).location == "/profile?sent=1");
    BOOST_TEST(site.post("/roles/request", cookie, fields).location == "/profile?sent=1");
    BOOST_TEST(site.registry.count("SELECT COUNT(*) FROM request") == 1);
}

BOOST_AUTO_TEST_CASE(a_wrong_field_keeps_what_was_typed_and_names_the_field) {
    Site site;
    const auto cookie = site.sign_in(site.registry.actor("nann"));
    const auto wrong = site.post(
        "/roles/request", cookie,
        {{"post", harvest(site)}, {"once", "x"}, {"email", "nobody"}, {"information", "<b>typed</b>"}, {"back", "https://evil.example"}});
    BOOST_TEST(wrong.status == 400);
    BOOST_TEST(wrong.has("href=\"#email\""));
    BOOST_TEST(wrong.has("&lt;b&gt;typed&lt;/b&gt;"));
    BOOST_TEST(!wrong.has("evil.example"));
    const auto forged = site.post("/roles/request", cookie, {{"post", "nothing:importer"}, {"once", "y"}});
    BOOST_TEST(forged.status == 404);
    BOOST_TEST(site.post("/roles/request", cookie, {{"post", "garbage"}, {"once", "z"}}).status == 400);
    BOOST_TEST(site.post("/roles/request", cookie, {{"once", "z"}}).status == 400);
}

BOOST_AUTO_TEST_CASE(another_kind_is_refused_on_the_page_with_a_clear_message) {
    Site site;
    const Actor ann = site.registry.actor("nann");
    BOOST_TEST(site.registry.ask(ann, "op:harvest", "importer").has_value());
    const auto cookie = site.sign_in(ann);
    const auto search = site.get("/roles/authorities?q=hamburg", cookie);
    BOOST_TEST(search.has("only one kind of role"));
    BOOST_TEST(!search.has("name=\"post\""));
    const auto refused =
        site.post("/roles/request", cookie, {{"post", site.registry.organisation("bcp:DEHAM").str() + ":EAOC"}, {"once", "x"}});
    BOOST_TEST(refused.status == 403);
    BOOST_TEST(refused.has("only one kind of role"));
}

BOOST_AUTO_TEST_CASE(authorities_are_found_by_present_and_former_role_names) {
    Site site;
    const auto cookie = site.sign_in(site.registry.actor("nann"));
    for (const std::string query : {"q=cafop", "q=EAOC", "q=&role=BCP", "q=hamburg", "q=&country=DE&role=BCP"}) {
        const auto found = site.get("/roles/authorities?" + query, cookie);
        BOOST_TEST(found.has("Hamburg Port"), query);
        BOOST_TEST(found.has("formerly CAFOP"), query);
        BOOST_TEST(!found.has("Demo Organic Authority"), query);
    }
    BOOST_TEST(site.get("/roles/authorities?q=CAOPL&country=DE", cookie).has("Demo Organic Authority Germany"));
}

BOOST_AUTO_TEST_CASE(a_control_body_is_asked_for_one_country_several_or_all) {
    Site site;
    const auto cookie = site.sign_in(site.registry.actor("nann"));
    const std::string id = site.registry.organisation("cb:171").str();
    BOOST_TEST(site.get("/roles/control-bodies?q=171", cookie).has("/roles/control-bodies/" + id));
    BOOST_TEST(site.get("/roles/control-bodies?q=&country=AL", cookie).has("A CERT"));
    BOOST_TEST(!site.get("/roles/control-bodies?q=&country=PL", cookie).has("A CERT"));
    const auto body = site.get("/roles/control-bodies/" + id, cookie);
    BOOST_TEST(body.has("All countries of this body"));
    BOOST_TEST(body.has("Albania"));
    const auto dialog =
        site.get("/roles/control-bodies/" + id + "?step=confirm&post=" + http::percent_encode(id + ":control_body:*"), cookie);
    BOOST_TEST(dialog.has("<dialog open"));
    BOOST_TEST(dialog.has("All countries"));
    BOOST_TEST(site.post("/roles/request", cookie, {{"post", id + ":control_body:AE"}, {"post", id + ":control_body:AL"}, {"once", "x"}})
                   .location == "/profile?sent=2");
    BOOST_TEST(site.get("/roles/control-bodies/nothing", cookie).status == 404);
}

BOOST_AUTO_TEST_CASE(an_operator_is_created_only_after_a_search_and_after_looking_at_duplicates) {
    Site site;
    const Actor officer = site.registry.german_officer();
    const auto cookie = site.sign_in(site.registry.actor("nann"));
    BOOST_TEST(site.get("/roles/operators/new", cookie).location == "/roles/operators");
    Fields form{{"name", "Bio Harvest Handel"},
                {"country", "DE"},
                {"address", "Kai 1"},
                {"postcode", "20457"},
                {"city", "Hamburg"},
                {"eori", ""},
                {"phone", ""},
                {"activity", "importer"},
                {"once", "form-1"}};
    const auto wrong = site.post("/roles/operators/new", cookie, form);
    BOOST_TEST(wrong.status == 400);
    BOOST_TEST(wrong.has("href=\"#eori\""));
    BOOST_TEST(wrong.has("href=\"#phone\""));
    BOOST_TEST(wrong.has("value=\"Bio Harvest Handel\""));
    form[5].second = "DE123456789012345";
    form[6].second = "+49 40 1";
    const auto stop = site.post("/roles/operators/new", cookie, form);
    BOOST_TEST(stop.status == 409);
    BOOST_TEST(stop.has("Same EORI number"));
    BOOST_TEST(!stop.has("none_of_these"));
    form[5].second = "DE555";
    const auto look = site.post("/roles/operators/new", cookie, form);
    BOOST_TEST(look.status == 200);
    BOOST_TEST(look.has("Is it one of these?"));
    form.emplace_back("none_of_these", "yes");
    const auto made = site.post("/roles/operators/new", cookie, form);
    BOOST_TEST(made.location == "/profile?created=yes");
    BOOST_TEST(site.post("/roles/operators/new", cookie, form).location == "/profile?created=yes");  // a double click
    BOOST_TEST(site.registry.count("SELECT COUNT(*) FROM organisation WHERE origin = 'person'") == 1);
    BOOST_TEST(site.get("/roles/operators?q=handel", cookie).has("To be validated"));

    const auto decider = site.sign_in(officer);
    const auto inbox = site.get("/decide", decider);
    BOOST_TEST(inbox.has("New operator"));
    const auto at = inbox.body.find("href=\"/decide/");
    const std::string path = inbox.body.substr(at + 6, inbox.body.find('"', at + 6) - at - 6);
    const auto page = site.get(path, decider);
    BOOST_TEST(page.has("name=\"organisation\""));
    BOOST_TEST(page.has("name=\"administrator\" value=\"yes\" checked"));
    const auto half = site.post(path, decider, {{"verdict", "accepted"}});
    BOOST_TEST(half.status == 400);
    BOOST_TEST(half.has("Decide on the new operator as well."));
    const auto done = site.post(path, decider, {{"verdict", "accepted"}, {"organisation", "accepted"}, {"administrator", "yes"}});
    BOOST_TEST(done.status == 303);
    BOOST_TEST(site.get(done.location, decider).has("can now act for Bio Harvest Handel"));
    const auto profile = site.get("/profile", cookie);
    BOOST_TEST(profile.has("Administrator"));
    BOOST_TEST(profile.has("Accepted"));
}

BOOST_AUTO_TEST_CASE(an_importer_is_accepted_from_the_inbox_and_the_second_decider_sees_who_was_first) {
    Site site;
    const Actor officer = site.registry.german_officer(), second = site.registry.actor("nsecond"), ann = site.registry.actor("nann");
    site.registry.hold(second, "cca:DE", "OPL", site.registry.commission());
    const auto asked = site.registry.ask(ann, "op:harvest", "importer").value();
    const std::string path = "/decide/" + asked.filed[0].str();
    const auto one = site.sign_in(officer), two = site.sign_in(second);
    BOOST_TEST(site.get("/decide", one).has("class=\"count\">1<"));
    BOOST_TEST(site.get(path, two).status == 200);
    const auto accepted = site.post(path, one, {{"verdict", "accepted"}});
    BOOST_TEST(accepted.location == "/decide?about=" + asked.filed[0].str());
    BOOST_TEST(site.get(accepted.location, one).has("Request accepted."));
    const auto late = site.post(path, two, {{"verdict", "rejected"}, {"reason_code", "other"}, {"reason", "No."}});
    BOOST_TEST(late.location == path);
    BOOST_TEST(site.get(path, two).has("Already accepted by Given-ngerman Family-ngerman on"));
    BOOST_TEST(site.get("/decide?tab=accepted", one).has("Given-nann"));
    BOOST_TEST(!site.get("/decide?tab=accepted", two).has("Given-nann"));
}

BOOST_AUTO_TEST_CASE(rejecting_needs_a_reason_and_the_person_reads_it) {
    Site site;
    const Actor officer = site.registry.german_officer(), ann = site.registry.actor("nann");
    const auto asked = site.registry.ask(ann, "op:harvest", "importer").value();
    const std::string id = asked.filed[0].str();
    const auto decider = site.sign_in(officer);
    const auto dialog = site.get("/decide?reject=" + id, decider);
    BOOST_TEST(dialog.has("<dialog open"));
    const auto wrong = site.post("/decide/" + id, decider, {{"verdict", "rejected"}, {"reason_code", ""}, {"reason", ""}});
    BOOST_TEST(wrong.status == 400);
    BOOST_TEST(wrong.has("Choose a reason from the list."));
    BOOST_TEST(site.post("/decide/" + id, decider, {{"verdict", "rejected"}, {"reason_code", "unknown_person"}, {"reason", "Who are you?"}})
                   .status == 303);
    const auto profile = site.get("/profile", site.sign_in(ann));
    BOOST_TEST(profile.has("Rejected"));
    BOOST_TEST(profile.has("Who are you?"));
}

BOOST_AUTO_TEST_CASE(a_page_shows_only_what_the_person_may_read) {
    Site site;
    const Actor officer = site.registry.german_officer(), ann = site.registry.actor("nann"), bob = site.registry.actor("nbob");
    const auto asked = site.registry.ask(ann, "op:harvest", "importer").value();
    const std::string id = asked.filed[0].str();
    const auto stranger = site.sign_in(bob), own = site.sign_in(ann);
    for (const auto& cookie : {stranger, own}) {
        BOOST_TEST(site.get("/decide", cookie).status == 403);
        BOOST_TEST(site.get("/decide/" + id, cookie).status == 404);
        BOOST_TEST(site.post("/decide/" + id, cookie, {{"verdict", "accepted"}}).status == 403);
    }
    BOOST_TEST(!site.get("/profile", stranger).has("Bio Harvest"));
    BOOST_TEST(site.post("/requests/" + id + "/withdraw", stranger, {}).status == 404);
    BOOST_TEST(site.get("/decide/" + id, site.sign_in(officer)).status == 200);
}

BOOST_AUTO_TEST_CASE(withdrawing_frees_the_kind) {
    Site site;
    const Actor ann = site.registry.actor("nann");
    const auto asked = site.registry.ask(ann, "op:harvest", "importer").value();
    const auto cookie = site.sign_in(ann);
    const auto done = site.post("/requests/" + asked.filed[0].str() + "/withdraw", cookie, {});
    BOOST_TEST(done.location == "/profile?withdrawn=yes");
    BOOST_TEST(site.get(done.location, cookie).has("Withdrawn"));
    BOOST_TEST(!site.get("/roles", cookie).has("disabled"));
    BOOST_TEST(site.post("/requests/" + asked.filed[0].str() + "/withdraw", cookie, {}).status == 409);
}

BOOST_AUTO_TEST_CASE(preferences_are_saved_and_used) {
    Site site;
    const auto cookie = site.sign_in(site.registry.actor("nann"));
    const auto saved = site.post("/profile", cookie, {{"language", "fr"}, {"time_zone", "Asia/Tokyo"}});
    BOOST_TEST(saved.location == "/profile?saved=yes&lang=fr");
    BOOST_TEST(site.get("/profile", cookie).has("<html lang=\"fr\""));
    BOOST_TEST(site.get("/profile", cookie).has("value=\"Asia/Tokyo\" selected"));
    BOOST_TEST(site.post("/profile", cookie, {{"language", "xx"}, {"time_zone", "Asia/Tokyo"}}).status == 400);
    BOOST_TEST(site.post("/profile", cookie, {{"language", "fr"}, {"time_zone", "Mars/Olympus"}}).status == 400);
}

BOOST_AUTO_TEST_CASE(every_post_needs_the_form_token_and_the_exact_origin) {
    Site site;
    const Actor officer = site.registry.german_officer(), ann = site.registry.actor("nann");
    const auto asked = site.registry.ask(ann, "op:harvest", "importer").value();
    const std::string id = asked.filed[0].str();
    const auto cookie = site.sign_in(officer), other = site.sign_in(ann);
    for (const std::string& path :
         std::vector<std::string>{"/roles/request", "/roles/operators/new", "/profile", "/requests/" + id + "/withdraw", "/decide/" + id}) {
        const Fields without{{"verdict", "accepted"}}, with{{"verdict", "accepted"}, {"form_token", site.form_token(cookie)}},
            foreign{{"verdict", "accepted"}, {"form_token", site.form_token(other)}};
        BOOST_TEST(site.post_raw(path, cookie, without, site.origin()).status == 403, path);
        BOOST_TEST(site.post_raw(path, cookie, foreign, site.origin()).status == 403, path);
        BOOST_TEST(site.post_raw(path, cookie, with, "https://localhost:8443").status == 403, path);
        BOOST_TEST(site.post_raw(path, cookie, with, "null").status == 403, path);
        BOOST_TEST(site.post_raw(path, cookie, with, "").status == 403, path);
    }
    BOOST_TEST(site.registry.text("SELECT state FROM request_post WHERE person LIKE '% nann'") == "pending");
}

BOOST_AUTO_TEST_CASE(a_cookie_of_the_other_environment_is_nobody) {
    Site production("memory", "production"), training("memory", "training");
    const auto cookie = production.sign_in(production.registry.actor("nann"));
    BOOST_TEST(production.get("/profile", cookie).status == 200);
    BOOST_TEST(training.get("/profile", cookie).status == 303);
    // Renamed, and under the very same key: the associated data still tells them apart.
    const std::string renamed = "__Host-gh-training=" + cookie.substr(cookie.find('=') + 1);
    BOOST_TEST(training.get("/profile", renamed).status == 303);
    BOOST_TEST(training.get("/roles", training.sign_in(training.registry.actor("nann"))).has("Training"));
}

BOOST_AUTO_TEST_CASE(reading_changes_nothing) {
    Site site;
    const Actor officer = site.registry.german_officer(), ann = site.registry.actor("nann");
    const auto asked = site.registry.ask(ann, "op:harvest", "importer").value();
    const auto decider = site.sign_in(officer), own = site.sign_in(ann);
    const auto before = site.registry.count("SELECT COUNT(*) FROM audit_leaf") + site.registry.count("SELECT COUNT(*) FROM outbox_item");
    for (const std::string& path : std::vector<std::string>{
             "/home", "/roles", "/roles/operators?q=bio&step=confirm&post=" + harvest(site), "/roles/operators/new?searched=yes&name=bio",
             "/profile?sent=1", "/decide?verdict=accepted", "/decide/" + asked.filed[0].str() + "?verdict=accepted"}) {
        site.get(path, own);
        site.get(path, decider);
    }
    BOOST_TEST(site.registry.count("SELECT COUNT(*) FROM audit_leaf") + site.registry.count("SELECT COUNT(*) FROM outbox_item") == before);
}

BOOST_AUTO_TEST_CASE(a_form_with_a_field_twice_or_of_another_page_changes_nothing) {
    Site site;
    const auto officer = site.sign_in(site.registry.german_officer()), ann = site.sign_in(site.registry.actor("nann"));
    const auto asked = site.registry.ask(site.registry.actor("nbob"), "op:harvest", "importer").value().filed[0].str();
    const Fields preferences{{"language", "de"}, {"time_zone", "Europe/Berlin"}};
    Fields twice = preferences, foreign = preferences;
    twice.emplace_back("language", "fr");
    foreign.emplace_back("given_name", "Somebody");
    for (const auto& fields : {twice, foreign}) BOOST_TEST(site.post("/profile", ann, fields).status == 400);
    BOOST_TEST(site.registry.count("SELECT COUNT(*) FROM person WHERE language <> ''") == 0);
    BOOST_TEST(site.post("/decide/" + asked, officer, {{"verdict", "accepted"}, {"verdict", "rejected"}}).status == 400);
    BOOST_TEST(site.post("/decide/" + asked, officer, {{"verdict", "accepted"}, {"on_behalf_of", "ncom1"}}).status == 400);
    BOOST_TEST(site.registry.count("SELECT COUNT(*) FROM request_post WHERE state = 'pending'") == 1);
    BOOST_TEST(site.post("/profile", ann, preferences).status == 303);
    BOOST_TEST(site.post("/decide/" + asked, officer, {{"verdict", "accepted"}}).status == 303);
}

BOOST_AUTO_TEST_CASE(head_writes_not_even_that_a_session_is_in_use) {
    Site site;
    const auto cookie = site.sign_in(site.registry.actor("nann"));
    const auto expiry = [&] { return site.registry.count("SELECT expires_at FROM sign_in_session"); };
    const auto before = expiry();
    site.registry.clock.advance(std::chrono::hours(1));
    BOOST_TEST(site.head("/profile", cookie).status == 200);
    BOOST_TEST(expiry() == before);
    BOOST_TEST(site.get("/profile", cookie).status == 200);
    BOOST_TEST(expiry() > before);
}

BOOST_AUTO_TEST_SUITE_END()
