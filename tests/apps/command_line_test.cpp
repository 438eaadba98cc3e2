// The words themselves, the state folder, policies, connectors, keys and logs.
#include "tests/apps/state_folder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace gatehouse::tests;

BOOST_AUTO_TEST_SUITE(command_line)

BOOST_AUTO_TEST_CASE(an_unknown_word_is_named) {
    const StateFolder state;
    state.done({"migrate"});
    state.refused({"frobnicate"}, {"\"frobnicate\" is no command", "--help"});
    state.refused({"client", "frobnicate"}, {"\"frobnicate\" is no command"});
    state.refused({"client"}, {"subcommand"});
    state.refused({}, {"subcommand"});
    state.refused({"client", "list", "--bogus"}, {"--bogus"});
    state.refused({"client", "list", "extra"}, {"extra"});
    state.refused({"grant", "list", "--environment", "acceptance"}, {"--environment", "acceptance", "production or training"});
    state.refused({"grant", "list"}, {"--environment is missing"});
    state.refused({"audit", "list"}, {"--environment is missing"});
    state.refused({"grant", "list", "--environment", "production", "--state", "lost"}, {"--state", "lost"});
    state.refused({"grant", "list", "--environment", "production", "--after", "?"}, {"--after"});
    state.refused({"audit", "list", "--environment", "production", "--after", "?"}, {"--after"});
    state.refused({"audit", "list", "--environment", "production", "--from", "yesterday"}, {"--from", "yesterday"});
}

BOOST_AUTO_TEST_CASE(global_options_stand_before_or_after_the_command) {
    const StateFolder state;
    state.done({"migrate"});
    BOOST_TEST(state.done({"--environment", "training", "grant", "list"}) == state.done({"grant", "list", "--environment", "training"}));
    BOOST_TEST(state.done({"--json", "client", "list"}) == state.done({"client", "list", "--json"}));
}

BOOST_AUTO_TEST_CASE(help_is_no_error) {
    const StateFolder state;
    BOOST_TEST(state.done({"--help"}).contains("bootstrap"));
    BOOST_TEST(state.done({"person", "add", "--help"}).contains("--password-file"));
}

BOOST_AUTO_TEST_CASE(a_folder_without_configuration_is_named) {
    const StateFolder state;
    std::filesystem::remove_all(state.file("config"));
    const Ran ran = state.run({"client", "list"});
    BOOST_TEST(ran.code == 2);
    BOOST_TEST(ran.err.contains("GATEHOUSE_VAR"));
    BOOST_TEST(ran.err.contains("scripts/run"));
    BOOST_TEST(std::ranges::count(ran.err, '\n') == 1);
}

BOOST_AUTO_TEST_CASE(a_wrong_configuration_is_refused_by_file_and_line_before_any_store_is_made) {
    const StateFolder state;
    state.replace("config/training.toml", "policy = ", "polizy = ");
    const Ran ran = state.run({"migrate"});
    BOOST_TEST(ran.code == 2);
    BOOST_TEST(ran.err.contains("config/training.toml:"));
    BOOST_TEST(ran.err.contains("policy"));
    BOOST_TEST(!std::filesystem::exists(state.file("data/idp.db")));
    BOOST_TEST(!std::filesystem::exists(state.file("data/production.db")));
}

BOOST_AUTO_TEST_CASE(migrate_twice_changes_nothing) {
    const StateFolder state;
    BOOST_TEST(state.done({"migrate"}).contains("production: the schema is complete"));
    const std::string before = state.everything();
    BOOST_TEST(state.done({"migrate"}).contains("idp: 0 schema steps applied"));
    BOOST_TEST(state.everything() == before);
}

BOOST_AUTO_TEST_CASE(policies_are_checked_with_their_cases) {
    const StateFolder state;
    const std::string both = state.done({"policy", "check"});
    BOOST_TEST(both.contains("production.toml: production"));
    BOOST_TEST(both.contains("training.toml: training"));
    BOOST_TEST(state.done({"policy", "check", GATEHOUSE_SOURCE_DIR "/policies/production.toml"}).contains("cases hold"));
    const auto alone = state.write("alone.toml", "environment = \"production\"\nfoo = 1\n");
    BOOST_TEST(state.run({"policy", "check", alone}).code == 2);
    BOOST_TEST(state.run({"policy", "check", alone}).err.contains(alone));
}

BOOST_AUTO_TEST_CASE(a_policy_of_the_other_environment_opens_no_store) {
    const StateFolder state;
    state.replace("config/production.toml", "policies/production.toml", "policies/training.toml");
    const Ran ran = state.run({"grant", "list", "--environment", "production"});
    BOOST_TEST(ran.code == 2);
    BOOST_TEST(ran.err.contains("training.toml"));
}

BOOST_AUTO_TEST_CASE(connectors_are_listed_with_their_settings) {
    const StateFolder state;
    const auto rows = state.rows({"connector", "list"});
    const auto spool = std::ranges::find_if(rows, [](const auto& row) { return row.at("name").as_string() == "mail-spool"; });
    BOOST_REQUIRE(spool != rows.end());
    BOOST_TEST(spool->at("kind").as_string() == "mail");
    BOOST_TEST(spool->at("problem").as_string() == "");
    BOOST_TEST(spool->at("settings").as_array().at(0).as_string() == "folder");
}

BOOST_AUTO_TEST_CASE(keys_are_made_and_their_public_half_shown_without_a_state_folder) {
    const StateFolder state;
    const auto file = state.write("key.jwk", state.done({"key", "make", "--algorithm", "EdDSA"}));
    const std::string shown = state.done({"key", "public", file});
    BOOST_TEST(shown.contains("\"OKP\""));
    BOOST_TEST(!shown.contains("\"d\""));
    BOOST_TEST(state.run({"key", "make", "--algorithm", "HS256"}).code == 2);
    BOOST_TEST(state.run({"key", "public", state.file("password")}).code == 2);
}

BOOST_AUTO_TEST_CASE(the_log_of_accounts_and_those_of_environments_are_verified_each_with_its_key) {
    const StateFolder state;
    state.add_person("anna");
    state.done({"demo", "load", "--environment", "production"});
    const std::string all = state.done({"audit", "verify"});
    for (const char* name : {"accounts: ", "production: ", "training: "}) BOOST_TEST(all.contains(name));
    BOOST_TEST(state.done({"audit", "verify", "--environment", "training"}).starts_with("training: 0 leaves"));
    BOOST_TEST(state.done({"audit", "verify", "--accounts"}).starts_with("accounts: "));
    state.write("secrets/audit.jwk", "{}");
    state.refused({"audit", "verify", "--environment", "production"}, {"audit.jwk", "EdDSA"});
}

BOOST_AUTO_TEST_CASE(days_of_the_log_include_the_last_one) {
    const StateFolder state;
    state.add_person("anna");
    const auto leaves = state.rows({"audit", "list", "--accounts"});
    const std::string day(std::string_view(leaves.at(0).at("at").as_string()).substr(0, 10));
    BOOST_TEST(state.rows({"audit", "list", "--accounts", "--from", day, "--until", day}).size() == leaves.size());
    BOOST_TEST(state.rows({"audit", "list", "--accounts", "--until", "2020-01-01"}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
