#include "policies/engine/policy.hpp"

#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using namespace gatehouse::policy;

namespace {

const std::string head = "environment = \"production\"\nversion = \"1\"\n";
const std::string nevers =
    "[[never]]\nname = \"n1\"\nwhat = \"decides_own\"\n"
    "[[never]]\nname = \"n2\"\nwhat = \"decides_what_they_filed\"\n"
    "[[never]]\nname = \"n3\"\nwhat = \"outside_own_scope\"\n"
    "[[never]]\nname = \"n4\"\nwhat = \"other_environment\"\n";

std::string rule(const std::string& name, const std::string& rest) {
    return "[[allow]]\nname = \"" + name + "\"\n" + rest;
}

const std::string plain = "verbs = [\"decide_post\"]\nkinds = [\"operator\"]\nby = \"commission\"\n";

// The policy is refused, and the message starts with FILE:LINE and says `about`.
void refused(const std::string& toml, const std::string& where, const std::string& about) {
    const auto policy = parse(toml, "p.toml");
    BOOST_TEST_REQUIRE(!policy.has_value(), "accepted: " + toml);
    BOOST_TEST(policy.error().message.starts_with(where), policy.error().message + " should start with " + where);
    BOOST_TEST(policy.error().message.find(about) != std::string::npos, policy.error().message + " should say " + about);
    BOOST_TEST((policy.error().code == ErrorCode::bad_input));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(parsing)

BOOST_AUTO_TEST_CASE(a_complete_policy_is_read) {
    const auto policy = parse(head + nevers + rule("r", plain + "when = \"country_has_no_authority\"\n"), "p.toml");
    BOOST_TEST_REQUIRE(policy.has_value(), (policy ? "" : policy.error().message));
    BOOST_TEST(policy->rules.size() == 1u);
    BOOST_TEST((policy->rules[0].when == Rule::When::country_has_no_authority));
    BOOST_TEST(policy->nevers.size() == 4u);
}

BOOST_AUTO_TEST_CASE(an_unknown_key_is_refused_with_file_and_line) {
    refused(head + "mood = 1\n" + nevers + rule("r", plain), "p.toml:3", "mood");
    refused(head + nevers + rule("r", plain + "wehn = \"always\"\n"), "p.toml:20", "wehn");
}

BOOST_AUTO_TEST_CASE(an_unknown_word_is_refused_and_the_known_ones_are_listed) {
    refused(head + nevers + rule("r", "verbs = [\"decide_post\"]\nkinds = [\"operator\"]\nby = \"mayor\"\n"), "p.toml:19",
            "national_authority");
    refused(head + nevers + rule("r", "verbs = [\"dance\"]\nkinds = [\"operator\"]\nby = \"commission\"\n"), "p.toml:17", "decide_post");
    refused(head + nevers + rule("r", plain + "when = \"full_moon\"\n"), "p.toml:20", "always");
    refused(head + nevers + rule("r", plain + "organisation_types = [\"club\"]\n"), "p.toml:20", "club");
}

BOOST_AUTO_TEST_CASE(an_empty_list_is_refused) {
    refused(head + nevers + rule("r", "verbs = []\nkinds = [\"operator\"]\nby = \"commission\"\n"), "p.toml:17", "empty");
    refused(head + nevers + rule("r", "verbs = [\"decide_post\"]\nby = \"commission\"\n"), "p.toml:15", "empty");
    refused(head + nevers + rule("r", plain + "organisation_types = []\n"), "p.toml:20", "empty");
}

BOOST_AUTO_TEST_CASE(two_rules_of_one_name_are_refused) {
    refused(head + nevers + rule("r", plain) + rule("r", "verbs = [\"decide_post\"]\nkinds = [\"authority\"]\nby = \"commission\"\n"),
            "p.toml:21", "two rules");
    refused(head + nevers + rule("n1", plain), "p.toml:16", "two rules");
    refused(head + nevers + rule("nothing", plain), "p.toml:16", "reserved");
}

BOOST_AUTO_TEST_CASE(a_missing_never_is_refused) {
    for (const std::string what : {"decides_own", "decides_what_they_filed", "outside_own_scope", "other_environment"}) {
        std::string three = nevers;
        const auto at = three.find("what = \"" + what);
        const auto begin = three.rfind("[[never]]", at);
        three.erase(begin, three.find('\n', at) + 1 - begin);
        refused(head + three + rule("r", plain), "p.toml:", what);
    }
}

BOOST_AUTO_TEST_CASE(the_same_never_twice_is_refused) {
    refused(head + nevers + "[[never]]\nname = \"n5\"\nwhat = \"decides_own\"\n" + rule("r", plain), "p.toml:17", "twice");
}

BOOST_AUTO_TEST_CASE(a_rule_that_no_question_can_reach_is_refused) {
    refused(head + nevers + rule("r", plain + "organisation_types = [\"cca\"]\n"), "p.toml:20", "no question reaches");
    refused(head + nevers + rule("r", plain) + rule("s", plain), "p.toml:20", "no question reaches");
    refused(
        head + nevers +
            rule("r",
                 "verbs = [\"decide_post\"]\nkinds = [\"operator\"]\nby = \"national_authority\"\nwhen = \"country_has_no_authority\"\n"),
        "p.toml:20", "no question reaches");
}

BOOST_AUTO_TEST_CASE(a_policy_without_rules_or_of_no_environment_is_refused) {
    refused(head + nevers, "p.toml:", "[[allow]]");
    refused("environment = \"staging\"\nversion = \"1\"\n" + nevers + rule("r", plain), "p.toml:1", "production");
    refused("environment = \"production\"\nversion = \"\"\n" + nevers + rule("r", plain), "p.toml:2", "version");
    refused("version = \"1\"\n" + nevers + rule("r", plain), "p.toml:", "environment");
}

BOOST_AUTO_TEST_CASE(what_is_no_toml_is_refused_with_its_line) {
    refused("environment = \"production\"\nversion = \n", "p.toml:2", "TOML");
    BOOST_TEST(!load("/nonexistent/policy.toml").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
