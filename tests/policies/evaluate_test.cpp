#include "policies/engine/policy.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

using namespace gatehouse;
using namespace gatehouse::policy;

namespace {

const std::string folder = GATEHOUSE_SOURCE_DIR "/policies/";

Policy shipped(const std::string& environment) {
    auto policy = load(folder + environment + ".toml");
    BOOST_TEST_REQUIRE(policy.has_value(), (policy ? "" : policy.error().message));
    return *policy;
}

Question importer_in_germany() {
    Question question;
    question.environment = "production";
    question.post = {Kind::operator_, "importer", "org", "operator", "DE", Scope::one_country};
    question.beneficiary = question.filed_by = "https://idp nperson";
    question.decided_by = question.on_behalf_of = "https://idp ndecider";
    question.holdings = {{"OPL", "cca-de", "cca", "DE", Scope::one_country, false}};
    return question;
}

std::string write_cases(const std::string& row) {
    const std::string path = GATEHOUSE_BINARY_DIR "/broken.cases.csv";
    std::ofstream file(path);
    file << "case,verb,kind,role,organisation_type,country,scope,holdings,relation,country_has_authority,environment,answer,rule\n"
         << row << "\n";
    return path;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shipped_policies)

BOOST_AUTO_TEST_CASE(every_case_beside_the_shipped_policies_holds) {
    for (const std::string environment : {"production", "training"}) {
        const auto rows = check_cases(shipped(environment), folder + environment + ".cases.csv");
        BOOST_TEST_REQUIRE(rows.has_value(), (rows ? "" : rows.error().message));
        BOOST_TEST(*rows >= 40);
    }
}

BOOST_AUTO_TEST_CASE(an_answer_names_rule_policy_and_a_sentence) {
    const Policy policy = shipped("production");
    const Answer answer = evaluate(policy, importer_in_germany());
    BOOST_TEST(answer.permit);
    BOOST_TEST(answer.rule == "national-authority-decides");
    BOOST_TEST(answer.policy == policy.hash);
    BOOST_TEST(answer.policy.starts_with("sha256:"));
    BOOST_TEST(answer.policy.size() == 71u);
    BOOST_TEST(!answer.sentence.empty());
}

BOOST_AUTO_TEST_CASE(a_never_beats_the_rule_that_would_allow) {
    Question question = importer_in_germany();
    question.beneficiary = question.decided_by;
    const Answer answer = evaluate(shipped("production"), question);
    BOOST_TEST(!answer.permit);
    BOOST_TEST(answer.rule == "nobody-decides-for-themselves");
}

BOOST_AUTO_TEST_CASE(the_training_policy_refuses_a_production_question) {
    BOOST_TEST(evaluate(shipped("training"), importer_in_germany()).rule == "environments-never-mix");
}

BOOST_AUTO_TEST_CASE(the_two_policies_differ_in_their_hash) {
    BOOST_TEST(shipped("production").hash != shipped("training").hash);
}

BOOST_AUTO_TEST_CASE(one_of_two_countries_held_is_enough) {
    Question question = importer_in_germany();
    question.holdings.insert(question.holdings.begin(), {"OPL", "cca-fr", "cca", "FR", Scope::one_country, false});
    BOOST_TEST(evaluate(shipped("production"), question).permit);
}

BOOST_AUTO_TEST_CASE(deciders_are_never_empty_and_name_the_commission_where_a_country_has_no_authority) {
    const Policy policy = shipped("production");
    const Post importer = importer_in_germany().post;
    BOOST_TEST((deciders(policy, Verb::decide_post, importer, true) == std::vector<By>{By::national_authority, By::administrator}));
    BOOST_TEST((deciders(policy, Verb::decide_post, importer, false) == std::vector<By>{By::administrator, By::commission}));
    BOOST_TEST((deciders(policy, Verb::decide_organisation, importer, false) == std::vector<By>{By::commission}));
    Post all{Kind::control_body, "control_body", "org", "control_body", "", Scope::all_countries};
    BOOST_TEST((deciders(policy, Verb::decide_post, all, true) == std::vector<By>{By::administrator, By::commission}));
    Post bcp{Kind::authority, "EAOC", "org", "bcp", "DE", Scope::one_country};
    BOOST_TEST((deciders(policy, Verb::decide_post, bcp, true) == std::vector<By>{By::administrator, By::commission}));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(cases_files)

BOOST_AUTO_TEST_CASE(a_case_that_no_longer_holds_is_named_with_its_row) {
    const auto rows = check_cases(shipped("production"), write_cases("wishful,decide_post,operator,importer,operator,DE,one,EAOC@bcp:DE,"
                                                                     "stranger,yes,production,permit,national-authority-decides"));
    BOOST_TEST_REQUIRE(!rows.has_value());
    BOOST_TEST(rows.error().message.find("broken.cases.csv:2") != std::string::npos);
    BOOST_TEST(rows.error().message.find("wishful") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_rule_without_a_case_is_an_error) {
    const auto rows = check_cases(shipped("production"), write_cases("one,decide_post,operator,importer,operator,DE,one,OPL@cca:DE,"
                                                                     "stranger,yes,production,permit,national-authority-decides"));
    BOOST_TEST_REQUIRE(!rows.has_value());
    BOOST_TEST(rows.error().message.find("no case shows") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_unreadable_row_is_refused) {
    for (const std::string row : {"short,row", "x,decide_all,operator,importer,operator,DE,one,none,stranger,yes,production,deny,nothing",
                                  "x,decide_post,operator,importer,operator,DE,some,none,stranger,yes,production,deny,nothing",
                                  "x,decide_post,operator,importer,operator,DE,one,OPL,stranger,yes,production,deny,nothing",
                                  "x,decide_post,operator,importer,operator,DE,one,none,cousin,yes,production,deny,nothing",
                                  "x,decide_post,operator,importer,operator,DE,one,none,stranger,perhaps,production,deny,nothing"}) {
        const auto rows = check_cases(shipped("production"), write_cases(row));
        BOOST_TEST_REQUIRE(!rows.has_value(), row);
        BOOST_TEST(rows.error().message.find(".csv:2: ") != std::string::npos, rows.error().message);
    }
}

BOOST_AUTO_TEST_CASE(a_missing_cases_file_is_an_error) {
    BOOST_TEST(!check_cases(shipped("production"), "/nonexistent.csv").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
