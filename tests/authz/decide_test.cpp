#include "authz/actions/requests_to_decide.hpp"
#include "authz/actions/withdraw_request.hpp"
#include "authz/store/grants.hpp"
#include "tests/authz/registry.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <thread>

using namespace gatehouse;
using namespace gatehouse::authz;
using gatehouse::tests::Registry;

namespace data = boost::unit_test::data;

namespace {

std::vector<HeldPost> held(Registry& registry, const Actor& who) {
    return registry.db
        ->read([&](sql::ReadTx& tx) -> Result<std::vector<HeldPost>> { return held_posts(tx, who.person, registry.clock.now()); })
        .value();
}

std::vector<InboxRow> inbox(Registry& registry, const Actor& who) {
    return requests_to_decide(*registry.context, who.person, "").value().rows;
}

NewOperator new_operator() {
    NewOperator wanted;
    wanted.name = "Nordsee Kräuter GmbH";
    wanted.country = "DE";
    wanted.address = "Deichweg 1";
    wanted.postcode = "26721";
    wanted.city = "Emden";
    wanted.eori = "de 987 654";
    wanted.phone = "+49 4921 1";
    wanted.role = "importer";
    return wanted;
}

Submission plain(const Actor& who, const std::string& once) {
    Submission submission;
    submission.actor = who;
    submission.once = once;
    return submission;
}

DecisionInput both(const Actor& who, const RequestPostId& id, Verdict organisation, Verdict verdict) {
    DecisionInput input;
    input.actor = who;
    input.request_post = id;
    input.organisation = organisation;
    input.verdict = verdict;
    input.reason_code = "incomplete";
    input.reason = "See the letter.";
    return input;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(deciding)

BOOST_DATA_TEST_CASE(accepting_writes_decision_grant_leaf_and_outbox_together, data::make(tests::engines()), engine) {
    Registry registry(engine);
    const Actor officer = registry.german_officer(), ann = registry.actor("nann");
    const auto asked = registry.ask(ann, "op:harvest", "importer").value();
    BOOST_TEST_REQUIRE(inbox(registry, officer).size() == 1u);
    const auto published = registry.count("SELECT COUNT(*) FROM outbox_item WHERE kind = 'publish'");
    const auto decided = registry.decide(officer, asked.filed[0], Verdict::accepted);
    BOOST_TEST_REQUIRE(decided.has_value());
    BOOST_TEST((decided->outcome == Decided::Outcome::decided));
    BOOST_TEST(decided->decision.rule == "national-authority-decides");
    BOOST_TEST(decided->decision.policy_hash == registry.policy.hash);
    BOOST_TEST(decided->grant.has_value());
    const auto posts = held(registry, ann);
    BOOST_TEST_REQUIRE(posts.size() == 1u);
    BOOST_TEST(posts[0].grant.post.role == "importer");
    BOOST_TEST(posts[0].grant.decision.str() == decided->decision.id.str());
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM outbox_item WHERE kind = 'publish'") == published + 1);
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM outbox_item WHERE payload LIKE '%request.accepted%'") == 2);
    BOOST_TEST(inbox(registry, officer).empty());
}

BOOST_DATA_TEST_CASE(rejecting_needs_a_reason_and_frees_the_kind, data::make(tests::engines()), engine) {
    Registry registry(engine);
    const Actor officer = registry.german_officer(), ann = registry.actor("nann");
    const auto asked = registry.ask(ann, "op:harvest", "importer").value();
    DecisionInput input;
    input.actor = officer;
    input.request_post = asked.filed[0];
    input.verdict = Verdict::rejected;
    BOOST_TEST(decide_request(*registry.context, input).error().field == "reason_code");
    input.reason_code = "unknown_person";
    input.reason = "   ";
    BOOST_TEST(decide_request(*registry.context, input).error().field == "reason");
    input.reason = "We do not know you.";
    BOOST_TEST(decide_request(*registry.context, input).has_value());
    BOOST_TEST(held(registry, ann).empty());
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM person_kind WHERE person LIKE '% nann'") == 0);
    BOOST_TEST(registry.leaves("request.rejected") == 1);
}

BOOST_DATA_TEST_CASE(of_two_deciders_at_once_one_wins_and_the_other_learns_who, data::make(tests::engines()), engine) {
    Registry registry(engine);
    const Actor officer = registry.german_officer(), second = registry.actor("nsecond"), ann = registry.actor("nann");
    registry.hold(second, "cca:DE", "OPL", registry.commission());
    const auto asked = registry.ask(ann, "op:harvest", "importer").value();
    Result<Decided> first = fail(ErrorCode::internal, ""), other = first;
    std::thread thread([&] { first = registry.decide(officer, asked.filed[0], Verdict::accepted); });
    other = registry.decide(second, asked.filed[0], Verdict::rejected);
    thread.join();
    BOOST_TEST_REQUIRE(first.has_value());
    BOOST_TEST_REQUIRE(other.has_value());
    BOOST_TEST((first->outcome != other->outcome));
    const Decided& loser = first->outcome == Decided::Outcome::decided ? *other : *first;
    const Decided& winner = first->outcome == Decided::Outcome::decided ? *first : *other;
    BOOST_TEST(loser.decision.id.str() == winner.decision.id.str());
    BOOST_TEST(loser.decided_by.full() == winner.decided_by.full());
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM decision WHERE beneficiary LIKE '% nann'") == 1);
}

BOOST_AUTO_TEST_CASE(nobody_decides_their_own_request_and_the_refusal_leaves_a_leaf) {
    Registry registry("memory");
    const Actor admin = registry.actor("nadmin");
    registry.hold(admin, "op:harvest", "importer", registry.german_officer(), MakeAdministrator::yes);
    const auto asked = registry.ask(admin, "op:harvest", "first_consignee").value();
    const auto refused = registry.decide(admin, asked.filed[0], Verdict::accepted);
    BOOST_TEST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().code == ErrorCode::forbidden));
    BOOST_TEST(refused.error().message.find("benefits yourself") != std::string::npos);
    BOOST_TEST(registry.leaves("decision.denied") == 1);
    BOOST_TEST(inbox(registry, admin).empty());
    BOOST_TEST(held(registry, admin).size() == 2u);
}

BOOST_AUTO_TEST_CASE(the_national_authority_of_another_country_may_not_decide) {
    Registry registry("memory");
    const Actor french = registry.actor("nfrench"), ann = registry.actor("nann");
    registry.hold(french, "cca:FR", "OPL", registry.commission());
    registry.german_officer();
    const auto asked = registry.ask(ann, "op:harvest", "importer").value();
    const auto refused = registry.decide(french, asked.filed[0], Verdict::accepted);
    BOOST_TEST_REQUIRE(!refused.has_value());
    BOOST_TEST(refused.error().detail == "rule nobody-gives-more-than-they-hold");
    BOOST_TEST(inbox(registry, french).empty());
    BOOST_TEST((request_to_decide(*registry.context, french.person, asked.filed[0]).error().code == ErrorCode::not_found));
}

BOOST_AUTO_TEST_CASE(a_bcp_officer_decides_nothing) {
    Registry registry("memory");
    const Actor officer = registry.actor("nbcp"), ann = registry.actor("nann");
    registry.hold(officer, "bcp:DEHAM", "EAOC", registry.commission());
    registry.german_officer();
    const auto asked = registry.ask(ann, "op:harvest", "importer").value();
    BOOST_TEST((registry.decide(officer, asked.filed[0], Verdict::accepted).error().code == ErrorCode::forbidden));
    const auto colleague = registry.ask(registry.actor("nnext"), "bcp:DEHAM", "EAOC").value();
    BOOST_TEST((registry.decide(officer, colleague.filed[0], Verdict::accepted).error().code == ErrorCode::forbidden));
    BOOST_TEST((registry.decide(registry.german_officer(), colleague.filed[0], Verdict::accepted).error().code == ErrorCode::forbidden));
}

BOOST_AUTO_TEST_CASE(the_commission_stands_in_only_where_the_country_has_no_authority) {
    Registry registry("memory");
    const Actor carla = registry.commission();
    const auto lone = registry.ask(registry.actor("nann"), "op:baltic", "importer").value();
    BOOST_TEST(inbox(registry, carla).size() == 1u);
    const auto decided = registry.decide(carla, lone.filed[0], Verdict::accepted);
    BOOST_TEST_REQUIRE(decided.has_value());
    BOOST_TEST(decided->decision.rule == "commission-stands-in");
    registry.german_officer();
    const auto german = registry.ask(registry.actor("nbob"), "op:harvest", "importer").value();
    BOOST_TEST((registry.decide(carla, german.filed[0], Verdict::accepted).error().code == ErrorCode::forbidden));
    BOOST_TEST(inbox(registry, carla).empty());
}

BOOST_AUTO_TEST_CASE(an_administrator_made_by_the_authority_decides_colleagues) {
    Registry registry("memory");
    const Actor admin = registry.actor("nadmin"), ann = registry.actor("nann");
    registry.hold(admin, "op:harvest", "importer", registry.german_officer(), MakeAdministrator::yes);
    BOOST_TEST(registry.leaves("administrator.accepted") == 1);
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM decision WHERE verb = 'administrator'") == 1);
    const auto asked = registry.ask(ann, "op:harvest", "first_consignee").value();
    const auto refused = registry.decide(admin, asked.filed[0], Verdict::accepted, MakeAdministrator::yes);
    BOOST_TEST((refused.error().code == ErrorCode::forbidden));
    const auto decided = registry.decide(admin, asked.filed[0], Verdict::accepted);
    BOOST_TEST_REQUIRE(decided.has_value());
    BOOST_TEST(decided->decision.rule == "administrator-decides-colleagues");
    BOOST_TEST(!decided->administrator_grant.has_value());
}

BOOST_AUTO_TEST_CASE(an_ordinary_holder_decides_nothing) {
    Registry registry("memory");
    const Actor holder = registry.actor("nholder");
    registry.hold(holder, "op:harvest", "importer", registry.german_officer());
    const auto asked = registry.ask(registry.actor("nann"), "op:harvest", "importer").value();
    BOOST_TEST((registry.decide(holder, asked.filed[0], Verdict::accepted).error().code == ErrorCode::forbidden));
}

BOOST_AUTO_TEST_CASE(all_countries_of_a_body_are_given_by_the_commission_or_by_an_administrator_who_holds_them) {
    Registry registry("memory");
    const Actor officer = registry.german_officer(), all = registry.actor("nall"), one = registry.actor("none");
    const auto asked = registry.ask(all, "cb:171", "control_body", "*").value();
    BOOST_TEST((registry.decide(officer, asked.filed[0], Verdict::accepted).error().code == ErrorCode::forbidden));
    BOOST_TEST(registry.decide(registry.commission(), asked.filed[0], Verdict::accepted, MakeAdministrator::yes).has_value());
    registry.hold(one, "cb:171", "control_body", officer, MakeAdministrator::yes, "DE");
    const auto third = registry.ask(registry.actor("nthird"), "cb:171", "control_body", "*").value();
    BOOST_TEST((registry.decide(one, third.filed[0], Verdict::accepted).error().code == ErrorCode::forbidden));
    BOOST_TEST(registry.decide(all, third.filed[0], Verdict::accepted).has_value());
    const auto fourth = registry.ask(registry.actor("nfourth"), "cb:171", "control_body", "AL").value();
    BOOST_TEST((registry.decide(one, fourth.filed[0], Verdict::accepted).error().code == ErrorCode::forbidden));
    BOOST_TEST(registry.decide(all, fourth.filed[0], Verdict::accepted).has_value());
}

BOOST_DATA_TEST_CASE(a_new_operator_and_its_creators_request_are_decided_together, data::make(tests::engines()), engine) {
    Registry registry(engine);
    const Actor officer = registry.german_officer(), ann = registry.actor("nann"), bob = registry.actor("nbob");
    const auto created = create_operator(*registry.context, new_operator(), plain(ann, "form")).value();
    BOOST_TEST(registry.text("SELECT eori FROM organisation WHERE origin = 'person'") == "DE987654");
    BOOST_TEST(registry.text("SELECT state FROM request_post WHERE person LIKE '% nann'") == "waiting_for_organisation");
    Submission late = plain(bob, "late");
    late.posts = {{created.organisation, "importer", ""}};
    const auto waiting = submit_request(*registry.context, late).value();

    const auto seen = request_to_decide(*registry.context, officer.person, created.request.filed[0]).value();
    BOOST_TEST(seen.new_organisation);
    BOOST_TEST(seen.may_administrator);
    DecisionInput incomplete = both(officer, created.request.filed[0], Verdict::accepted, Verdict::accepted);
    incomplete.organisation.reset();
    BOOST_TEST(decide_request(*registry.context, incomplete).error().field == "organisation");
    DecisionInput input = both(officer, created.request.filed[0], Verdict::accepted, Verdict::accepted);
    input.administrator = MakeAdministrator::yes;
    const auto decided = decide_request(*registry.context, input);
    BOOST_TEST_REQUIRE(decided.has_value());
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM decision WHERE beneficiary LIKE '% nann'") == 3);
    BOOST_TEST(registry.leaves("organisation.accepted") == 1);
    BOOST_TEST(held(registry, ann).size() == 2u);
    BOOST_TEST(registry.text("SELECT state FROM request_post WHERE person LIKE '% nbob'") == "pending");
    BOOST_TEST(registry.decide(ann, waiting.filed[0], Verdict::accepted).has_value());
}

BOOST_DATA_TEST_CASE(refusing_a_new_operator_rejects_everybody_who_waits_for_it, data::make(tests::engines()), engine) {
    Registry registry(engine);
    const Actor officer = registry.german_officer(), ann = registry.actor("nann"), bob = registry.actor("nbob");
    const auto created = create_operator(*registry.context, new_operator(), plain(ann, "form")).value();
    Submission late = plain(bob, "late");
    late.posts = {{created.organisation, "importer", ""}};
    BOOST_TEST(submit_request(*registry.context, late).has_value());
    BOOST_TEST(
        decide_request(*registry.context, both(officer, created.request.filed[0], Verdict::rejected, Verdict::accepted)).error().field ==
        "verdict");
    BOOST_TEST(
        decide_request(*registry.context, both(officer, created.request.filed[0], Verdict::rejected, Verdict::rejected)).has_value());
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM request_post WHERE state = 'rejected'") == 2);
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM person_kind WHERE kind = 'operator'") == 0);
    BOOST_TEST(registry.text("SELECT status FROM organisation WHERE origin = 'person'") == "refused");
    // The EORI is free again.
    BOOST_TEST(create_operator(*registry.context, new_operator(), plain(ann, "again")).has_value());
}

BOOST_AUTO_TEST_CASE(a_withdrawn_request_cannot_be_accepted) {
    Registry registry("memory");
    const Actor officer = registry.german_officer(), ann = registry.actor("nann");
    const auto asked = registry.ask(ann, "op:harvest", "importer").value();
    BOOST_TEST(withdraw_request(*registry.context, ann, asked.filed[0]).has_value());
    BOOST_TEST((registry.decide(officer, asked.filed[0], Verdict::accepted).error().code == ErrorCode::conflict));
    BOOST_TEST((registry.decide(officer, RequestPostId("nothing"), Verdict::accepted).error().code == ErrorCode::not_found));
}

BOOST_AUTO_TEST_CASE(another_name_takes_the_power_to_act_and_decide_until_confirmed) {
    Registry registry("memory");
    const Actor officer = registry.german_officer();
    const auto asked = registry.ask(registry.actor("nann"), "op:harvest", "importer").value();
    registry.rename("ngerman", "Somebody", "Else");
    BOOST_TEST(held(registry, officer).empty());
    BOOST_TEST((registry.decide(officer, asked.filed[0], Verdict::accepted).error().code == ErrorCode::forbidden));
    BOOST_TEST(registry.leaves("person.renamed") == 1);
}

BOOST_AUTO_TEST_CASE(a_suspended_organisation_takes_the_posts_in_it_away_at_once) {
    Registry registry("memory");
    const Actor officer = registry.german_officer(), ann = registry.actor("nann");
    registry.hold(ann, "op:harvest", "importer", officer);
    BOOST_TEST(registry.raw("UPDATE organisation SET status = 'suspended' WHERE name = 'Bio Harvest Trading GmbH'").has_value());
    BOOST_TEST(held(registry, ann).empty());
    BOOST_TEST(registry.raw("UPDATE organisation SET status = 'valid' WHERE name = 'Bio Harvest Trading GmbH'").has_value());
    BOOST_TEST(registry.raw("UPDATE organisation_activity SET valid = 0 WHERE role = 'importer'").has_value());
    BOOST_TEST(held(registry, ann).empty());
}

BOOST_AUTO_TEST_CASE(nobody_is_accepted_for_an_activity_or_country_that_is_no_longer_valid) {
    Registry registry("memory");
    const Actor officer = registry.german_officer();
    const auto importer = registry.ask(registry.actor("nann"), "op:harvest", "importer").value().filed[0];
    const auto body = registry.ask(registry.actor("nbob"), "cb:171", "control_body", "DE").value().filed[0];
    BOOST_TEST(registry.raw("UPDATE organisation_activity SET valid = 0 WHERE role = 'importer'").has_value());
    BOOST_TEST(registry.raw("UPDATE control_body_country SET valid = 0 WHERE country = 'DE'").has_value());
    for (const auto& asked : {importer, body}) {
        const auto accepted = registry.decide(officer, asked, Verdict::accepted);
        BOOST_TEST_REQUIRE(!accepted.has_value());
        BOOST_TEST((accepted.error().code == ErrorCode::conflict));
        BOOST_TEST(registry.decide(officer, asked, Verdict::rejected).has_value());
    }
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM grants WHERE person LIKE '% nann' OR person LIKE '% nbob'") == 0);
}

BOOST_AUTO_TEST_CASE(who_decides_no_longer_no_longer_reads_what_they_decided) {
    Registry registry("memory");
    const Actor officer = registry.german_officer();
    const auto asked = registry.hold(registry.actor("nann"), "op:harvest", "importer", officer);
    BOOST_TEST(request_to_decide(*registry.context, officer.person, asked).has_value());
    BOOST_TEST(
        registry.raw("UPDATE grants SET state = 'ended', holding_kind = NULL, ended_at = 1 WHERE person LIKE '% ngerman'").has_value());
    const auto seen = request_to_decide(*registry.context, officer.person, asked);
    BOOST_TEST_REQUIRE(!seen.has_value());
    BOOST_TEST((seen.error().code == ErrorCode::not_found));
}

BOOST_AUTO_TEST_CASE(the_inbox_is_paged_by_key_oldest_first_and_counted) {
    Registry registry("memory");
    const Actor officer = registry.german_officer();
    for (int i = 0; i < 45; ++i) {
        const Actor person = registry.actor("nmany" + std::to_string(i));
        BOOST_TEST_REQUIRE(registry.ask(person, i % 3 == 0 ? "op:iberia" : "op:harvest", "importer").has_value());
    }
    std::vector<std::string> seen;
    std::string cursor;
    do {
        const auto page = requests_to_decide(*registry.context, officer.person, cursor).value();
        BOOST_TEST(page.rows.size() <= 20u);
        for (const auto& row : page.rows) seen.push_back(sub_of(row.person));
        cursor = page.next;
    } while (!cursor.empty());
    BOOST_TEST(seen.size() == 30u);
    BOOST_TEST(seen.front() == "nmany1");
    BOOST_TEST(seen.back() == "nmany44");
    BOOST_TEST(count_to_decide(*registry.context, officer.person).value() == 30);
    BOOST_TEST((requests_to_decide(*registry.context, officer.person, "nonsense!").error().code == ErrorCode::bad_input));
}

BOOST_AUTO_TEST_CASE(the_commission_is_named_once_by_two_different_persons) {
    Registry registry("memory");
    const Appointment one{{"https://i", "n1", {"A", "B"}, "a@example.org", "en"}, "commission"};
    BOOST_TEST((bootstrap_commission(*registry.context, {one}).error().code == ErrorCode::bad_input));
    BOOST_TEST((bootstrap_commission(*registry.context, {one, one}).error().code == ErrorCode::bad_input));
    registry.commission();
    Appointment two = one, three = one;
    two.person.sub = "n2";
    BOOST_TEST((bootstrap_commission(*registry.context, {one, two}).error().code == ErrorCode::conflict));
    BOOST_TEST(registry.leaves("commission.bootstrapped") == 3);
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM decision WHERE rule = 'bootstrap'") == 3);
}

BOOST_AUTO_TEST_SUITE_END()
