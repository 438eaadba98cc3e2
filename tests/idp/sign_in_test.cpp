// Sign-in: the same words and work for everybody, pauses that lock nobody else out, sessions that cannot be planted.
#include "audit/audit.hpp"
#include "tests/support/idp_program.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::tests;

namespace {

const std::string good(IdpProgram::password);

std::string normal(const std::string& body) {
    return std::regex_replace(body, std::regex("[A-Za-z0-9_-]{22,}"), "TOKEN");
}

std::vector<audit::Entry> leaves(const IdpProgram& idp, const std::string& act) {
    audit::Filter filter;
    filter.act = act;
    const auto page = audit::list(idp.core().db, filter);
    BOOST_TEST_REQUIRE(page.has_value());
    return page->entries;
}

struct WithAccount {
    IdpProgram idp;
    WithAccount() {
        auto browser = idp.browser();
        idp.make_account(browser, "Elodie@example.org");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(signing_in, WithAccount)

BOOST_AUTO_TEST_CASE(the_address_or_the_username_in_any_case_lets_in) {
    for (const std::string name : {"elodie@example.org", "Elodie@Example.ORG", "elodie.m", "ELODIE.M", " elodie.m "}) {
        auto browser = idp.browser();
        BOOST_TEST(IdpProgram::sign_in(browser, name).location == "/account", name);
        BOOST_TEST(browser.get("/account").status == 200);
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_password_and_an_unknown_name_get_the_same_answer) {
    auto one = idp.browser();
    auto two = idp.browser();
    const Page wrong = IdpProgram::sign_in(one, "elodie@example.org", "Wrong horse 7!");
    const Page unknown = IdpProgram::sign_in(two, "nobody@@example.org", "Wrong horse 7!");
    BOOST_TEST(wrong.status == 403);
    BOOST_TEST(wrong.shows("The e-mail address, the username or the password is not correct."));
    BOOST_TEST(!wrong.shows("Wrong horse"));
    BOOST_TEST(std::regex_replace(normal(wrong.body), std::regex("elodie@example.org"), "NAME") ==
               std::regex_replace(normal(unknown.body), std::regex("nobody@@example.org"), "NAME"));
}

BOOST_AUTO_TEST_CASE(after_five_failures_there_is_a_pause_of_fifteen_minutes_said_in_words) {
    for (const std::string name : {"elodie@example.org", "nobody@example.org"}) {  // the same for both (invariant 12)
        auto browser = idp.browser();
        IdpProgram::sign_in(browser, name, "x");
        BOOST_TEST(IdpProgram::sign_in(browser, name, "x").shows("After 3 more tries you have to wait 15 minutes."));
        IdpProgram::sign_in(browser, name, "x");
        BOOST_TEST(IdpProgram::sign_in(browser, name, "x").shows("After 1 more try you have to wait 15 minutes."));
        const Page fifth = IdpProgram::sign_in(browser, name, "x");
        BOOST_TEST(fifth.status == 429);
        BOOST_TEST(fifth.shows("Please wait 15 minutes, then try again."));
        BOOST_TEST(fifth.header("Retry-After") == "900");
    }
    auto browser = idp.browser();
    idp.clock.advance(std::chrono::minutes(5));
    const Page right = IdpProgram::sign_in(browser, "elodie@example.org");
    BOOST_TEST(right.status == 429);
    BOOST_TEST(right.shows("Please wait 10 minutes, then try again."));
    idp.clock.advance(std::chrono::minutes(10));
    BOOST_TEST(IdpProgram::sign_in(browser, "elodie@example.org").status == 303);
}

BOOST_AUTO_TEST_CASE(a_success_forgets_the_failures_before) {
    auto browser = idp.browser();
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 4; ++i) BOOST_TEST(IdpProgram::sign_in(browser, "elodie.m", "x").status == 403);
        BOOST_TEST(IdpProgram::sign_in(browser, "elodie.m").status == 303);
        browser.cookies.clear();
    }
}

BOOST_AUTO_TEST_CASE(tries_made_at_once_are_no_way_around_the_pause) {
    std::atomic<int> tried = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 20; ++i) {
        threads.emplace_back([&] {
            auto browser = idp.browser();
            const Page answer = IdpProgram::sign_in(browser, "elodie.m", "x");
            if (answer.shows("is not correct")) ++tried;
        });
    }
    for (auto& thread : threads) thread.join();
    BOOST_TEST(tried == 4);  // the fifth failure answers with the pause
}

BOOST_AUTO_TEST_CASE(an_attacker_elsewhere_locks_nobody_out) {
    for (int peer = 2; peer <= 16; ++peer) {
        auto attacker = idp.browser("127.0.0." + std::to_string(peer));
        for (int i = 0; i < 6; ++i) IdpProgram::sign_in(attacker, "elodie@example.org", "guess");
    }
    // More than fifty failures: a new peer has one try now, and the owner needs no more.
    auto late = idp.browser("127.0.0.77");
    BOOST_TEST(IdpProgram::sign_in(late, "elodie@example.org", "guess").status == 429);
    auto owner = idp.browser("127.0.0.99");
    BOOST_TEST(IdpProgram::sign_in(owner, "elodie@example.org").status == 303);
}

BOOST_AUTO_TEST_CASE(the_pause_survives_a_restart) {
    TemporaryFolder folder;
    IdpProgram durable([&](idp::Settings& settings) { settings.database = "sqlite:" + folder.file("idp.db"); });
    auto browser = durable.browser();
    for (int i = 0; i < 5; ++i) IdpProgram::sign_in(browser, "elodie@example.org", "x");
    durable.restart();
    BOOST_TEST(IdpProgram::sign_in(browser, "elodie@example.org").status == 429);
}

BOOST_AUTO_TEST_CASE(a_session_cookie_planted_before_signing_in_is_worth_nothing_after) {
    auto victim = idp.browser();
    victim.get("/login");
    auto attacker = idp.browser();
    attacker.cookies = victim.cookies;  // the attacker planted his own cookie
    BOOST_TEST(IdpProgram::sign_in(victim, "elodie@example.org").status == 303);
    BOOST_TEST(attacker.cookies != victim.cookies);
    BOOST_TEST(attacker.get("/account").location == "/login");
}

BOOST_AUTO_TEST_CASE(signing_in_anew_ends_the_session_before) {
    auto browser = idp.browser();
    IdpProgram::sign_in(browser, "elodie@example.org");
    auto old = idp.browser();
    old.cookies = browser.cookies;
    browser.cookies[idp.settings().cookie] = old.cookies[idp.settings().cookie];
    const Page form = browser.get("/account");
    browser.post_raw("/login", {{"username", "elodie.m"}, {"password", good}, {"form_token", form.field("form_token")}},
                     {{"Origin", idp.base()}});
    BOOST_TEST(browser.get("/account").status == 200);
    BOOST_TEST(old.get("/account").location == "/login");
}

BOOST_AUTO_TEST_CASE(a_form_needs_our_origin_and_the_sessions_own_token) {
    auto browser = idp.browser();
    IdpProgram::sign_in(browser, "elodie@example.org");
    const Page page = browser.get("/account");
    const std::string token = page.field("form_token");
    const Fields fields = {{"email_language", "de"}, {"form_token", token}};
    BOOST_TEST(browser.post_raw("/account/language", fields, {}).status == 403);
    BOOST_TEST(browser.post_raw("/account/language", fields, {{"Origin", "null"}}).status == 403);
    BOOST_TEST(browser.post_raw("/account/language", fields, {{"Origin", "https://localhost:9443"}}).status == 403);
    BOOST_TEST(browser.post_raw("/account/language", {{"email_language", "de"}}, {{"Origin", idp.base()}}).status == 403);
    auto other = idp.browser();
    const std::string foreign = other.get("/login").field("form_token");
    BOOST_TEST(
        browser.post_raw("/account/language", {{"email_language", "de"}, {"form_token", foreign}}, {{"Origin", idp.base()}}).status == 403);
    BOOST_TEST(browser.post_raw("/account/language", fields, {{"Origin", idp.base()}}).status == 303);
    BOOST_TEST(browser.get("/account").shows("value=\"de\" lang=\"de\" selected"));
    BOOST_TEST(leaves(idp, "account.language_changed").size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_cookie_of_another_program_or_of_two_is_refused) {
    auto browser = idp.browser();
    IdpProgram::sign_in(browser, "elodie@example.org");
    const std::string name = idp.settings().cookie;
    const std::string ours = browser.cookies[name];

    crypto::SystemRandom random;
    const crypto::Seal other_key(Secret(std::string(32, 'x')), random);
    const http::SessionCookie foreign_key(other_key, name, "gatehouse-idp/session/v1");
    const http::SessionCookie foreign_program(idp.core().seal, name, "gatehouse-authz/production/session/v1");
    const http::SessionCookie same(idp.core().seal, name, "gatehouse-idp/session/v1");
    http::Request request;
    request.headers.add("Cookie", name + "=" + ours);
    const std::string value = same.read(request).value();
    for (const auto* cookie : {&foreign_key, &foreign_program}) {
        http::Response response;
        cookie->write(response, value, std::nullopt);
        std::string line(response.headers.get("Set-Cookie").value());
        line = line.substr(line.find('=') + 1);
        browser.cookies[name] = line.substr(0, line.find(';'));
        BOOST_TEST(browser.get("/account").location == "/login");
    }
    auto doubled = idp.browser();
    BOOST_TEST(doubled.get("/account", {{"Cookie", name + "=" + ours + "; " + name + "=" + ours}}).location == "/login");
}

BOOST_AUTO_TEST_CASE(the_cookie_is_host_bound_and_closes_with_the_browser_unless_kept) {
    auto browser = idp.browser();
    const Page plain = IdpProgram::sign_in(browser, "elodie@example.org");
    const std::string line = plain.header("Set-Cookie");
    BOOST_TEST(line.starts_with("__Host-gh-idp="));
    for (const std::string part : {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}) BOOST_TEST(line.find(part) != std::string::npos, part);
    BOOST_TEST(line.find("Max-Age") == std::string::npos);
    BOOST_TEST(line.find("Domain") == std::string::npos);
    browser.cookies.clear();
    const Page form = browser.get("/login");
    const Page kept = browser.post("/login", {{"username", "elodie.m"}, {"password", good}, {"keep", "yes"}}, form);
    BOOST_TEST(kept.header("Set-Cookie").find("Max-Age=2592000") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_session_ends_idle_and_at_its_end_and_a_kept_one_later) {
    auto plain = idp.browser();
    IdpProgram::sign_in(plain, "elodie@example.org");
    auto kept = idp.browser();
    kept.post("/login", {{"username", "elodie.m"}, {"password", good}, {"keep", "yes"}}, kept.get("/login"));
    auto used = idp.browser();
    IdpProgram::sign_in(used, "elodie@example.org");
    for (int hours = 0; hours < 8; hours += 4) {
        idp.clock.advance(std::chrono::hours(4));
        BOOST_TEST(used.get("/account").status == 200);
    }
    BOOST_TEST(plain.get("/account").location == "/login");
    BOOST_TEST(kept.get("/account").status == 200);
    idp.clock.advance(std::chrono::hours(5));
    BOOST_TEST(used.get("/account").location == "/login");  // thirteen hours, however often it was used
    idp.clock.advance(std::chrono::days(14));
    BOOST_TEST(kept.get("/account").location == "/login");
}

BOOST_AUTO_TEST_CASE(logging_out_ends_the_session_not_only_the_cookie) {
    auto browser = idp.browser();
    IdpProgram::sign_in(browser, "elodie@example.org");
    auto copy = idp.browser();
    copy.cookies = browser.cookies;
    const Page question = browser.get("/sign-out");
    BOOST_TEST(question.shows("Log out?"));
    BOOST_TEST(copy.get("/account").status == 200);
    const Page out = browser.follow(browser.post("/sign-out", {}, question));
    BOOST_TEST(out.shows("You are logged out"));
    BOOST_TEST(copy.get("/account").location == "/login");
    const auto ended = leaves(idp, "session.ended");
    BOOST_TEST_REQUIRE(ended.size() == 1U);
    BOOST_TEST(ended.front().rule == "signed out");
}

BOOST_AUTO_TEST_CASE(the_person_ends_the_other_sessions) {
    auto here = idp.browser();
    auto there = idp.browser();
    IdpProgram::sign_in(here, "elodie@example.org");
    IdpProgram::sign_in(there, "elodie@example.org");
    const Page page = here.get("/account");
    BOOST_TEST(page.shows("End all other sessions"));
    BOOST_TEST(here.follow(here.post("/account/sessions", {}, page)).shows("All other sessions have ended."));
    BOOST_TEST(there.get("/account").location == "/login");
    BOOST_TEST(here.get("/account").status == 200);
}

BOOST_AUTO_TEST_CASE(somebody_signed_in_goes_straight_on) {
    auto browser = idp.browser();
    IdpProgram::sign_in(browser, "elodie@example.org");
    BOOST_TEST(browser.get("/login").location == "/account");
    BOOST_TEST(browser.get("/").location == "/account");
}

BOOST_AUTO_TEST_CASE(a_locked_account_looks_like_a_wrong_password_and_its_sessions_are_dead) {
    auto browser = idp.browser();
    IdpProgram::sign_in(browser, "elodie@example.org");
    const auto locked = idp.core().db.transact([](sql::Tx& tx) -> Result<void> {
        tx.execute("UPDATE account SET state = 'locked'");
        return {};
    });
    BOOST_TEST_REQUIRE(locked.has_value());
    BOOST_TEST(browser.get("/account").location == "/login");
    auto other = idp.browser();
    BOOST_TEST(IdpProgram::sign_in(other, "elodie@example.org").shows("is not correct."));
}

// ---- forgotten password ------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(asking_for_a_new_password_answers_everybody_alike) {
    std::string seen;
    for (const std::string name : {"elodie@example.org", "elodie.m", "nobody@example.org", "nobody", "<script>"}) {
        auto browser = idp.browser();
        const Page asked = browser.post("/forgotten", {{"username", name}, {"request", ""}}, browser.get("/forgotten"));
        BOOST_TEST(asked.status == 303, name);
        const std::string page = normal(browser.follow(asked).body);
        if (!seen.empty()) BOOST_TEST(page == seen, name);
        seen = page;
    }
    BOOST_TEST(seen.find("example.org") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_reset_changes_the_password_ends_every_session_and_tells_by_mail) {
    auto old = idp.browser();
    IdpProgram::sign_in(old, "elodie@example.org");
    auto browser = idp.browser();
    browser.post("/forgotten", {{"username", "elodie.m"}, {"request", ""}}, browser.get("/forgotten"));
    const std::string link = idp.link_to("Elodie@example.org", 2);
    const Page page = browser.get(link);
    BOOST_TEST(page.shows("Choose a new password"));
    BOOST_TEST(old.get("/account").status == 200);
    const Page done = browser.follow(IdpProgram::set_password(browser, link, "Another horse 8!"));
    BOOST_TEST(done.shows("Your new password is set."));
    BOOST_TEST(old.get("/account").location == "/login");
    BOOST_TEST(idp.mail_to("Elodie@example.org", 3).subject == "Your password was changed");
    auto fresh = idp.browser();
    BOOST_TEST(IdpProgram::sign_in(fresh, "elodie.m", good).status == 403);
    BOOST_TEST(IdpProgram::sign_in(fresh, "elodie.m", "Another horse 8!").status == 303);
    BOOST_TEST(browser.get(link).status == 410);
    BOOST_TEST(leaves(idp, "password.set").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_reset_cannot_change_the_username) {
    auto browser = idp.browser();
    browser.post("/forgotten", {{"username", "elodie.m"}, {"request", ""}}, browser.get("/forgotten"));
    const Page page = browser.get(idp.link_to("Elodie@example.org", 2));
    const Page done =
        browser.post("/password", {{"t", page.field("t")}, {"username", "mallory"}, {"password", good}, {"password_again", good}}, page);
    BOOST_TEST(done.status == 303);
    BOOST_TEST(browser.get("/account").shows("elodie.m"));
}

// ---- audit ---------------------------------------------------------------------------------------------------------

BOOST_AUTO_TEST_CASE(each_change_leaves_one_leaf_and_refusals_one_a_quarter) {
    BOOST_TEST(leaves(idp, "account.created").size() == 1U);
    const auto activated = leaves(idp, "account.activated");
    BOOST_TEST_REQUIRE(activated.size() == 1U);
    BOOST_TEST(activated.front().before == "pending_email");
    BOOST_TEST(activated.front().after == "active");
    BOOST_TEST(activated.front().leaf.find("example.org") == std::string::npos);  // personal data as commitments only
    BOOST_TEST(leaves(idp, "session.opened").size() == 1U);

    auto browser = idp.browser();
    for (int i = 0; i < 3; ++i) IdpProgram::sign_in(browser, "elodie@example.org", "x");
    for (int i = 0; i < 2; ++i) IdpProgram::sign_in(browser, "nobody@example.org", "x");
    BOOST_TEST_REQUIRE(idp.program().run_background().has_value());
    BOOST_TEST(leaves(idp, "session.refused").empty());
    idp.clock.advance(std::chrono::minutes(15));
    BOOST_TEST_REQUIRE(idp.program().run_background().has_value());
    BOOST_TEST_REQUIRE(idp.program().run_background().has_value());
    const auto refused = leaves(idp, "session.refused");
    BOOST_TEST_REQUIRE(refused.size() == 2U);  // one for the account, one for the network address
    BOOST_TEST((refused[0].objects.at("count") == "3" || refused[1].objects.at("count") == "3"));
    BOOST_TEST(refused.front().outcome == "denied");
    BOOST_TEST(refused.front().position >= 0);  // numbered by the sequencer
}

BOOST_AUTO_TEST_SUITE_END()
