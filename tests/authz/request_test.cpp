#include "authz/actions/my_requests.hpp"
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

BOOST_AUTO_TEST_SUITE(requests)

BOOST_DATA_TEST_CASE(a_request_is_filed_with_one_leaf_and_is_pending, data::make(tests::engines()), engine) {
    Registry registry(engine);
    const Actor ann = registry.actor("nann");
    const auto asked = registry.ask(ann, "op:harvest", "importer");
    BOOST_TEST_REQUIRE(asked.has_value());
    BOOST_TEST(asked->filed.size() == 1u);
    BOOST_TEST(registry.leaves("request.submitted") == 1);
    const auto mine = my_requests(*registry.context, ann.person, "").value();
    BOOST_TEST_REQUIRE(mine.requests.size() == 1u);
    BOOST_TEST(mine.requests[0].state == "pending");
    BOOST_TEST((mine.kind == Kind::operator_));
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM outbox_item WHERE kind = 'notify'") == 2);
    BOOST_TEST(registry.wakes > 0);
}

BOOST_DATA_TEST_CASE(the_same_form_sent_twice_files_one_request, data::make(tests::engines()), engine) {
    Registry registry(engine);
    Submission submission;
    submission.actor = registry.actor("nann");
    submission.posts = {{registry.organisation("op:harvest"), "importer", ""}, {registry.organisation("op:iberia"), "importer", ""}};
    submission.once = "the-form";
    const auto first = submit_request(*registry.context, submission);
    const auto second = submit_request(*registry.context, submission);
    BOOST_TEST_REQUIRE(first.has_value());
    BOOST_TEST_REQUIRE(second.has_value());
    BOOST_TEST(first->request.str() == second->request.str());
    BOOST_TEST((second->sending == Submitted::Sending::repeated));
    BOOST_TEST(second->filed.size() == 2u);
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM request") == 1);
    BOOST_TEST(registry.leaves("request.submitted") == 2);
}

BOOST_DATA_TEST_CASE(two_forms_at_once_for_the_same_post_file_one, data::make(tests::engines()), engine) {
    Registry registry(engine);
    const Actor ann = registry.actor("nann");
    Submission one;
    one.actor = ann;
    one.posts = {{registry.organisation("op:harvest"), "importer", ""}};
    Submission two = one;
    one.once = "one";
    two.once = "two";
    Result<Submitted> first = fail(ErrorCode::internal, ""), second = first;
    std::thread other([&] { first = submit_request(*registry.context, one); });
    second = submit_request(*registry.context, two);
    other.join();
    BOOST_TEST((first.has_value() != second.has_value()));
    BOOST_TEST((first ? second : first).error().message.find("asked for them already") != std::string::npos);
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM request_post WHERE holding_kind IS NOT NULL") == 1);
}

BOOST_DATA_TEST_CASE(another_kind_is_refused_with_a_clear_sentence_and_a_denial_leaf, data::make(tests::engines()), engine) {
    Registry registry(engine);
    const Actor ann = registry.actor("nann");
    BOOST_TEST_REQUIRE(registry.ask(ann, "op:harvest", "importer").has_value());
    const auto refused = registry.ask(ann, "cca:DE", "OPL");
    BOOST_TEST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().code == ErrorCode::forbidden));
    BOOST_TEST(refused.error().message.find("only one kind of role") != std::string::npos);
    BOOST_TEST(registry.leaves("request.submitted") == 2);  // the filing and the denial
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM request_post") == 1);
}

BOOST_DATA_TEST_CASE(the_kind_is_free_again_when_nothing_is_open_or_held, data::make(tests::engines()), engine) {
    Registry registry(engine);
    const Actor ann = registry.actor("nann");
    const auto asked = registry.ask(ann, "op:harvest", "importer").value();
    BOOST_TEST(withdraw_request(*registry.context, ann, asked.filed[0]).has_value());
    BOOST_TEST(!kind_of_person(*registry.context, ann.person).value().has_value());
    BOOST_TEST(registry.ask(ann, "cca:DE", "OPL").has_value());
    BOOST_TEST(registry.leaves("request.withdrawn") == 1);
}

BOOST_DATA_TEST_CASE(a_request_is_withdrawn_once_and_only_by_its_person, data::make(tests::engines()), engine) {
    Registry registry(engine);
    const Actor ann = registry.actor("nann"), bob = registry.actor("nbob");
    const auto asked = registry.ask(ann, "op:harvest", "importer").value();
    BOOST_TEST((withdraw_request(*registry.context, bob, asked.filed[0]).error().code == ErrorCode::not_found));
    BOOST_TEST(withdraw_request(*registry.context, ann, asked.filed[0]).has_value());
    BOOST_TEST((withdraw_request(*registry.context, ann, asked.filed[0]).error().code == ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(what_is_held_or_asked_for_is_not_asked_for_again) {
    Registry registry("memory");
    const Actor ann = registry.actor("nann");
    registry.hold(ann, "op:harvest", "importer", registry.german_officer());
    BOOST_TEST((registry.ask(ann, "op:harvest", "importer").error().code == ErrorCode::conflict));
    Submission both;
    both.actor = ann;
    both.once = "both";
    both.posts = {{registry.organisation("op:harvest"), "importer", ""}, {registry.organisation("op:harvest"), "first_consignee", ""}};
    const auto asked = submit_request(*registry.context, both).value();
    BOOST_TEST(asked.filed.size() == 1u);
    BOOST_TEST(asked.already.size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_asked_for_is_refused) {
    Registry registry("memory");
    registry.commission();
    const Actor ann = registry.actor("nann");
    BOOST_TEST((registry.ask(ann, "op:unknown", "importer").error().code == ErrorCode::not_found));
    BOOST_TEST((registry.ask(ann, "op:harvest", "exporter").error().code == ErrorCode::bad_input));
    BOOST_TEST((registry.ask(ann, "op:harvest", "administrator").error().code == ErrorCode::bad_input));
    BOOST_TEST((registry.ask(ann, "op:harvest", "OPL").error().code == ErrorCode::bad_input));
    BOOST_TEST((registry.ask(ann, "op:harvest", "importer", "FR").error().code == ErrorCode::bad_input));
    BOOST_TEST((registry.ask(ann, "cb:171", "control_body", "PL").error().code == ErrorCode::bad_input));
    BOOST_TEST((registry.ask(ann, "cb:171", "control_body").error().code == ErrorCode::bad_input));
    Submission commission;
    commission.actor = ann;
    commission.once = "c";
    commission.posts = {{OrganisationId(registry.text("SELECT id FROM organisation WHERE type = 'commission'")), "commission", ""}};
    BOOST_TEST((submit_request(*registry.context, commission).error().code == ErrorCode::forbidden));
    BOOST_TEST(registry.count("SELECT COUNT(*) FROM request WHERE person LIKE '% nann'") == 0);
}

BOOST_AUTO_TEST_CASE(free_fields_are_checked_and_named) {
    Registry registry("memory");
    Submission submission;
    submission.actor = registry.actor("nann");
    submission.posts = {{registry.organisation("op:harvest"), "importer", ""}};
    submission.once = "x";
    submission.information = std::string(1001, 'a');
    BOOST_TEST(submit_request(*registry.context, submission).error().field == "information");
    submission.information.clear();
    submission.email = "nobody";
    BOOST_TEST(submit_request(*registry.context, submission).error().field == "email");
    submission.email.clear();
    submission.phone = "call me";
    BOOST_TEST(submit_request(*registry.context, submission).error().field == "phone");
    submission.phone.clear();
    submission.posts.push_back({registry.organisation("cca:DE"), "OPL", ""});
    BOOST_TEST(submit_request(*registry.context, submission).error().field == "post");
    submission.posts.clear();
    BOOST_TEST(submit_request(*registry.context, submission).error().field == "post");
}

BOOST_AUTO_TEST_CASE(post_ids_are_stable_and_differ_between_environments) {
    const OrganisationId organisation("o1");
    BOOST_TEST(post_id("production", "importer", organisation, "DE").str() == post_id("production", "importer", organisation, "DE").str());
    BOOST_TEST(post_id("production", "importer", organisation, "DE").str() != post_id("training", "importer", organisation, "DE").str());
    BOOST_TEST(post_id("production", "importer", organisation, "DE").str() != post_id("production", "importer", organisation, "FR").str());
    BOOST_TEST(post_id("production", "importer", organisation, "DE").str().size() == 22u);
}

BOOST_AUTO_TEST_CASE(who_decides_is_told_before_sending) {
    Registry registry("memory");
    const Post importer{post_id("production", "importer", registry.organisation("op:harvest"), "DE"), "importer",
                        registry.organisation("op:harvest"), "DE", Kind::operator_};
    auto who = who_decides(*registry.context, importer).value();
    BOOST_TEST(who.nobody_yet);
    BOOST_TEST(who.stands_in);
    registry.german_officer();
    who = who_decides(*registry.context, importer).value();
    BOOST_TEST((who.by == std::vector<policy::By>{policy::By::national_authority}));
    BOOST_TEST(who.country == "DE");
    BOOST_TEST(who.authorities.at(0) == "Demo Organic Authority Germany");
    BOOST_TEST(!who.stands_in);
}

BOOST_AUTO_TEST_SUITE_END()
