// What the directory shows, and that it reaches SQL's state by itself (invariant 9).
#include "tests/authz/authz_program.hpp"

#include <boost/test/unit_test.hpp>

namespace gatehouse::tests {
namespace {

using namespace authz;
using namespace std::chrono_literals;

const Error outage{ErrorCode::unavailable, "The directory is away.", {}, {}, {}};

void end_grant(AuthzProgram& here, const std::string& id) {
    BOOST_REQUIRE(here.registry.raw(
        "UPDATE grants SET state = 'ended', holding_kind = NULL, ended_at = 1, ended_why = 'test' WHERE id = '" + id + "'"));
}

BOOST_AUTO_TEST_SUITE(publish)

BOOST_AUTO_TEST_CASE(an_accepted_request_appears_as_grant_post_person_and_organisation) {
    AuthzProgram here;
    const auto asked = here.registry.hold(here.registry.actor("n1"), "op:harvest", "importer", here.registry.german_officer());
    const std::string id = here.grant_of(asked), post = here.post_of(asked);
    BOOST_REQUIRE(here.within_seconds([&] { return here.directory->contents().grants.contains(id); }));
    const auto shown = here.directory->contents();
    BOOST_TEST(shown.grants.at(id).person == "n1");
    BOOST_TEST(shown.grants.at(id).post == post);
    BOOST_TEST(shown.grants.at(id).role == "importer");
    BOOST_TEST(shown.grants.at(id).from_millis == here.registry.count("SELECT valid_from FROM grants WHERE id = '" + id + "'"));
    BOOST_TEST(shown.grants.at(id).until_millis == 0);
    BOOST_TEST(shown.posts.at(post).occupants == std::vector<std::string>{"n1"}, boost::test_tools::per_element());
    BOOST_TEST(shown.persons.at("n1").display_name == "Given-n1 Family-n1");
    BOOST_TEST(shown.organisations.at(here.registry.organisation("op:harvest").str()).status == "valid");
}

BOOST_AUTO_TEST_CASE(a_request_and_a_rejection_appear_nowhere) {
    AuthzProgram here;
    const auto asked = here.registry.ask(here.registry.actor("n1"), "op:harvest", "importer");
    BOOST_REQUIRE(asked);
    BOOST_REQUIRE(here.registry.decide(here.registry.german_officer(), asked->filed.at(0), Verdict::rejected));
    here.program().deliver();
    BOOST_REQUIRE(here.within_seconds([&] { return here.program().waiting() == 0; }));
    for (const auto& [id, grant] : here.directory->contents().grants) BOOST_TEST(grant.person != "n1");
}

BOOST_AUTO_TEST_CASE(after_an_outage_the_grant_appears_by_itself) {
    AuthzProgram here;
    const auto officer = here.registry.german_officer();
    BOOST_REQUIRE(here.within_seconds([&] { return here.program().waiting() == 0; }));
    here.directory->fail_with(outage);
    const auto asked = here.registry.hold(here.registry.actor("n1"), "op:harvest", "importer", officer);
    here.program().deliver();
    BOOST_TEST(!here.directory->contents().grants.contains(here.grant_of(asked)));
    BOOST_TEST(here.program().waiting() > 0);
    here.directory->fail_with(std::nullopt);
    BOOST_TEST(here.within_seconds([&] {
        here.registry.clock.advance(61s);
        here.program().deliver();
        return here.directory->contents().grants.contains(here.grant_of(asked));
    }));
}

BOOST_AUTO_TEST_CASE(an_ended_grant_disappears_with_its_occupant) {
    AuthzProgram here;
    const auto asked = here.registry.hold(here.registry.actor("n1"), "op:harvest", "importer", here.registry.german_officer());
    const std::string id = here.grant_of(asked);
    BOOST_REQUIRE(here.within_seconds([&] { return here.directory->contents().grants.contains(id); }));
    end_grant(here, id);
    const auto done = here.program().reconcile();
    BOOST_REQUIRE(done);
    BOOST_TEST(done->removed == 1);
    BOOST_TEST(!here.directory->contents().grants.contains(id));
    BOOST_TEST(here.directory->contents().posts.at(here.post_of(asked)).occupants.empty());
}

BOOST_AUTO_TEST_CASE(a_grant_past_its_end_is_not_shown) {
    AuthzProgram here;
    const auto asked = here.registry.hold(here.registry.actor("n1"), "op:harvest", "importer", here.registry.german_officer());
    const std::string id = here.grant_of(asked);
    BOOST_REQUIRE(here.within_seconds([&] { return here.directory->contents().grants.contains(id); }));
    const auto soon = std::to_string(to_millis(here.registry.clock.now() + 10s));
    BOOST_REQUIRE(here.registry.raw("UPDATE grants SET valid_until = " + soon + " WHERE id = '" + id + "'"));
    here.registry.clock.advance(11s);
    BOOST_REQUIRE(here.program().reconcile());
    BOOST_TEST(!here.directory->contents().grants.contains(id));
    BOOST_TEST(here.directory->contents().posts.at(here.post_of(asked)).occupants.empty());
}

BOOST_AUTO_TEST_CASE(reconciliation_removes_what_sql_does_not_hold_and_restores_what_is_lost) {
    AuthzProgram here;
    const auto asked = here.registry.hold(here.registry.actor("n1"), "op:harvest", "importer", here.registry.german_officer());
    const std::string id = here.grant_of(asked);
    BOOST_REQUIRE(here.within_seconds([&] { return here.directory->contents().grants.contains(id); }));
    const auto before = here.directory->contents();
    BOOST_REQUIRE(here.directory->put(connector::GrantEntry{"forged", "n9", here.post_of(asked), "x", "importer", "DE", "none", 1, 0}));
    BOOST_REQUIRE(here.directory->remove_grant(id));
    BOOST_REQUIRE(here.directory->remove_person("n1"));
    connector::PostEntry emptied = before.posts.at(here.post_of(asked));
    emptied.occupants = {"n9"};
    BOOST_REQUIRE(here.directory->put(emptied));
    const auto done = here.program().reconcile();
    BOOST_REQUIRE(done);
    BOOST_TEST(done->removed == 1);
    const auto after = here.directory->contents();
    BOOST_TEST(!after.grants.contains("forged"));
    BOOST_TEST(after.grants.contains(id));
    BOOST_TEST(after.persons.contains("n1"));
    BOOST_TEST(after.posts.at(here.post_of(asked)).occupants == std::vector<std::string>{"n1"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(who_ran_bootstrap_is_no_person_of_the_directory) {
    AuthzProgram here;
    here.registry.commission();
    BOOST_REQUIRE(here.within_seconds([&] { return here.program().waiting() == 0; }));
    BOOST_REQUIRE(here.program().reconcile());
    const auto shown = here.directory->contents();
    BOOST_TEST(shown.persons.contains("ncom1"));
    BOOST_TEST(!shown.persons.contains("bootstrap"));
}

BOOST_AUTO_TEST_CASE(a_new_name_is_published) {
    AuthzProgram here;
    here.registry.actor("n1");
    here.registry.rename("n1", "Anna", "Nowak-Berg");
    BOOST_TEST(here.within_seconds([&] {
        here.program().deliver();
        const auto shown = here.directory->contents();
        return shown.persons.contains("n1") && shown.persons.at("n1").display_name == "Anna Nowak-Berg";
    }));
}

BOOST_AUTO_TEST_CASE(one_entry_that_the_directory_refuses_does_not_keep_the_others_out) {
    AuthzProgram here;
    const auto officer = here.registry.german_officer();
    const std::string first = here.grant_of(here.registry.hold(here.registry.actor("n1"), "op:harvest", "importer", officer));
    const std::string second = here.grant_of(here.registry.hold(here.registry.actor("n2"), "op:harvest", "importer", officer));
    BOOST_REQUIRE(here.within_seconds([&] { return here.program().waiting() == 0; }));
    for (const auto& id : {first, second}) BOOST_REQUIRE(here.directory->remove_grant(id));
    here.directory->refuse("n1");
    const auto done = here.program().reconcile();
    BOOST_REQUIRE(done);
    BOOST_TEST(done->refused == 2);  // the person, and the grant that would name somebody who is not there
    BOOST_REQUIRE(done->first_refusal);
    BOOST_TEST(!here.directory->contents().grants.contains(first));
    BOOST_TEST(here.directory->contents().grants.contains(second));
}

BOOST_AUTO_TEST_CASE(under_another_name_a_grant_is_not_shown_and_under_the_old_one_it_is_again) {
    AuthzProgram here;
    const auto asked = here.registry.hold(here.registry.actor("n1"), "op:harvest", "importer", here.registry.german_officer());
    const std::string id = here.grant_of(asked), post = here.post_of(asked);
    const auto shown = [&] {
        here.program().deliver();
        const auto contents = here.directory->contents();
        return contents.grants.contains(id) && contents.posts.at(post).occupants == std::vector<std::string>{"n1"};
    };
    const auto gone = [&] {
        here.program().deliver();
        const auto contents = here.directory->contents();
        return !contents.grants.contains(id) && contents.posts.at(post).occupants.empty();
    };
    BOOST_REQUIRE(here.within_seconds(shown));
    here.registry.rename("n1", "Anna", "Nowak-Berg");
    BOOST_TEST(here.within_seconds(gone));
    BOOST_REQUIRE(here.program().reconcile());
    BOOST_TEST(gone());
    here.registry.rename("n1", "Given-n1", "Family-n1");
    BOOST_TEST(here.within_seconds(shown));
}

BOOST_AUTO_TEST_CASE(a_grant_in_a_suspended_organisation_is_not_shown) {
    AuthzProgram here;
    const auto asked = here.registry.hold(here.registry.actor("n1"), "op:harvest", "importer", here.registry.german_officer());
    const std::string id = here.grant_of(asked);
    BOOST_REQUIRE(here.within_seconds([&] { return here.directory->contents().grants.contains(id); }));
    BOOST_REQUIRE(here.registry.raw("UPDATE organisation SET status = 'suspended' WHERE name = 'Bio Harvest Trading GmbH'"));
    BOOST_REQUIRE(here.program().reconcile());
    BOOST_TEST(!here.directory->contents().grants.contains(id));
    BOOST_TEST(here.directory->contents().posts.at(here.post_of(asked)).occupants.empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(notify)

BOOST_AUTO_TEST_CASE(who_asks_is_told_and_who_may_decide_is_told) {
    AuthzProgram here;
    here.registry.german_officer();
    const auto asked = here.registry.ask(here.registry.actor("n1"), "op:harvest", "importer");
    BOOST_REQUIRE(asked);
    BOOST_REQUIRE(
        here.within_seconds([&] { return !here.mails_to("n1@example.org").empty() && here.mails_to("ngerman@example.org").size() >= 3; }));
    const auto received = here.mails_to("n1@example.org").at(0);
    BOOST_TEST(received.subject == "We have received your request");
    BOOST_TEST(received.text.find("Bio Harvest Trading GmbH") != std::string::npos);
    const auto to_decide = here.mails_to("ngerman@example.org").back();
    BOOST_TEST(to_decide.subject.find("Given-n1 Family-n1") != std::string::npos);
    BOOST_TEST(to_decide.text.find("https://localhost:9443/decide/" + asked->filed.at(0).str()) != std::string::npos);
    BOOST_TEST(to_decide.text.find("I work there.") != std::string::npos);
    BOOST_TEST(here.mails_to("a@example.org").size() <= 2u);  // the auditor decides nothing: only the mails of the own appointment
}

BOOST_AUTO_TEST_CASE(where_nobody_can_decide_the_helpdesk_is_told) {
    AuthzProgram here;
    BOOST_REQUIRE(here.registry.ask(here.registry.actor("n1"), "op:harvest", "importer"));  // nobody was ever appointed
    BOOST_REQUIRE(here.within_seconds([&] { return !here.mails_to("helpdesk@gatehouse.invalid").empty(); }));
    const auto told = here.mails_to("helpdesk@gatehouse.invalid").at(0);
    BOOST_TEST(told.subject == "A request that nobody can decide");
    BOOST_TEST(told.text.find("Bio Harvest Trading GmbH") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_acceptance_and_a_rejection_are_told_with_the_reason) {
    AuthzProgram here;
    const auto officer = here.registry.german_officer();
    here.registry.hold(here.registry.actor("n1"), "op:harvest", "importer", officer);
    const auto asked = here.registry.ask(here.registry.actor("n2"), "op:harvest", "importer");
    BOOST_REQUIRE(asked);
    BOOST_REQUIRE(here.registry.decide(officer, asked->filed.at(0), Verdict::rejected));
    const auto subject_of = [&](const std::string& address, const std::string& subject) {
        for (const auto& one : here.mails_to(address))
            if (one.subject == subject) return std::optional(one);
        return std::optional<connector::Mail>();
    };
    BOOST_REQUIRE(here.within_seconds([&] {
        return subject_of("n1@example.org", "Your request was accepted") && subject_of("n2@example.org", "Your request was rejected");
    }));
    const auto rejected = *subject_of("n2@example.org", "Your request was rejected");
    BOOST_TEST(rejected.text.find("We do not know you.") != std::string::npos);
    BOOST_TEST(rejected.html.find("We do not know you.") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nobody_is_asked_to_decide_about_the_own_request) {
    AuthzProgram here;
    const auto first = here.registry.actor("n1");
    here.registry.hold(first, "op:harvest", "importer", here.registry.german_officer(), MakeAdministrator::yes);
    here.registry.hold(here.registry.actor("n2"), "op:harvest", "importer", here.registry.german_officer(), MakeAdministrator::yes);
    BOOST_REQUIRE(here.registry.ask(first, "op:harvest", "first_consignee"));
    const auto asked_to_decide = [&](const std::string& address) {
        const auto mails = here.mails_to(address);
        return std::ranges::count_if(mails,
                                     [](const auto& one) { return one.subject == "Given-n1 Family-n1 asks for a role: please decide"; });
    };
    BOOST_REQUIRE(here.within_seconds([&] { return asked_to_decide("n2@example.org") == 1; }));
    BOOST_TEST(asked_to_decide("n1@example.org") == 0);
}

BOOST_AUTO_TEST_CASE(a_mail_speaks_the_language_of_the_account_and_training_says_so) {
    AuthzProgram here("training");
    const auto id =
        remember_person(*here.registry.context, {"https://localhost:8443", "nfr", {"Élodie", "Marchand"}, "nfr@example.org", "fr"});
    BOOST_REQUIRE(id);
    here.registry.german_officer();
    BOOST_REQUIRE(here.registry.ask({*id, "urn:test", here.registry.clock.now()}, "op:harvest", "importer"));
    BOOST_REQUIRE(here.within_seconds([&] { return !here.mails_to("nfr@example.org").empty(); }));
    const auto mail = here.mails_to("nfr@example.org").at(0);
    BOOST_TEST(mail.language == "fr");
    BOOST_TEST(mail.subject.starts_with("["));
    for (const auto& officer_mail : here.mails_to("ngerman@example.org")) {
        BOOST_TEST(officer_mail.subject.starts_with("[Training] "));
        BOOST_TEST(officer_mail.text.starts_with("Training"));
    }
}

BOOST_AUTO_TEST_CASE(a_mail_outage_loses_no_mail_and_doubles_none) {
    AuthzProgram here;
    here.registry.german_officer();
    BOOST_REQUIRE(here.within_seconds([&] { return here.program().waiting() == 0; }));
    here.mail->fail_with(outage);
    BOOST_REQUIRE(here.registry.ask(here.registry.actor("n1"), "op:harvest", "importer"));
    here.program().deliver();
    BOOST_TEST(here.mails_to("n1@example.org").empty());
    here.mail->fail_with(std::nullopt);
    BOOST_TEST(here.within_seconds([&] {
        here.registry.clock.advance(61s);
        here.program().deliver();
        return here.program().waiting() == 0;
    }));
    BOOST_TEST(here.mails_to("n1@example.org").size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace gatehouse::tests
