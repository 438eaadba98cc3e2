// gatehouse reference load, demo load, grant list: what scripts/run does with a fresh state folder.
#include "tests/apps/state_folder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace gatehouse::tests;

namespace {

std::size_t count(const boost::json::array& rows, std::string_view member, std::string_view value) {
    return static_cast<std::size_t>(
        std::ranges::count_if(rows, [&](const auto& row) { return std::string_view(row.at(member).as_string()) == value; }));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(demo)

BOOST_AUTO_TEST_CASE(a_fresh_demo_holds_its_personas_and_their_posts_and_a_second_load_changes_nothing) {
    const StateFolder state;
    for (const Words& words : {Words{"migrate"}, {"reference", "load"}, {"demo", "load"}}) state.done(words);
    const auto personas = state.rows({"person", "list"});
    BOOST_TEST(personas.size() >= 10);
    BOOST_TEST(count(personas, "kind", "persona") == personas.size());
    for (const char* environment : {"production", "training"}) {
        const auto grants = state.rows({"grant", "list", "--environment", environment});
        BOOST_TEST(count(grants, "role", "commission") == 2);
        BOOST_TEST(count(grants, "role", "auditor") == 1);
        BOOST_TEST(count(grants, "role", "OPL") >= 2);
        BOOST_TEST(count(grants, "role", "EAOC") == 1);
        BOOST_TEST(count(grants, "role", "control_body") == 1);
        BOOST_TEST(count(grants, "role", "administrator") == 2);
        BOOST_TEST(count(grants, "state", "active") == grants.size());
    }
    BOOST_TEST(state.rows({"grant", "list", "--environment", "production", "--person", "newcomer"}).empty());
    BOOST_TEST(state.rows({"grant", "list", "--environment", "production", "--person", "operator.de"}).size() == 2);

    const std::string before = state.everything();
    for (const Words& words : {Words{"migrate"}, {"reference", "load"}, {"demo", "load"}}) state.done(words);
    BOOST_TEST(state.everything() == before);
    BOOST_TEST(state.done({"audit", "verify"}).contains("production: "));
}

BOOST_AUTO_TEST_CASE(each_post_was_decided_by_whom_the_policy_names) {
    const StateFolder state;
    state.done({"demo", "load", "--environment", "production"});
    const auto leaves = state.rows({"audit", "list", "--environment", "production", "--act", "request.accepted"});
    BOOST_TEST(count(leaves, "rule", "commission-decides-authorities") >= 3);
    BOOST_TEST(count(leaves, "rule", "national-authority-decides") >= 2);
    BOOST_TEST(count(leaves, "rule", "administrator-decides-colleagues") == 1);
    BOOST_TEST(count(leaves, "rule", "commission-stands-in") >= 2);
    for (const auto& leaf : leaves) BOOST_TEST(leaf.at("actor").as_string() != leaf.at("subject").as_string());
}

BOOST_AUTO_TEST_CASE(environments_do_not_mix) {
    const StateFolder state;
    state.done({"demo", "load", "--environment", "production"});
    BOOST_TEST(!state.rows({"grant", "list", "--environment", "production"}).empty());
    BOOST_TEST(state.rows({"grant", "list", "--environment", "training"}).empty());
    state.done({"demo", "load", "--environment", "training"});
    const auto production = state.rows({"grant", "list", "--environment", "production"});
    for (const auto& grant : state.rows({"grant", "list", "--environment", "training"}))
        BOOST_TEST(count(production, "post", grant.at("post").as_string()) == 0);
}

BOOST_AUTO_TEST_CASE(a_store_of_one_environment_is_refused_by_the_other) {
    const StateFolder state;
    state.done({"migrate"});
    state.replace("config/training.toml", "data/training.db", "data/production.db");
    const Ran ran = state.run({"grant", "list", "--environment", "training"});
    BOOST_TEST(ran.code == 2);
    BOOST_TEST(ran.err.contains("training.toml"));
    BOOST_TEST(ran.err.contains("production"));
    state.replace("config/training.toml", "environment = \"training\"", "environment = \"production\"");
    const Ran misnamed = state.run({"grant", "list", "--environment", "training"});
    BOOST_TEST(misnamed.code == 2);
    BOOST_TEST(misnamed.err.contains("it must be \"training\""));
}

BOOST_AUTO_TEST_CASE(a_real_store_refuses_personas) {
    const StateFolder state("real");
    state.done({"migrate"});
    state.refused({"demo", "load"}, {"idp.toml", "birth", "real"});
    state.refused({"demo", "load", "--environment", "production"}, {"birth"});
}

BOOST_AUTO_TEST_CASE(a_real_environment_refuses_the_demo_though_accounts_are_of_a_demo) {
    const StateFolder state;
    state.replace("config/production.toml", "birth = \"demo\"", "birth = \"real\"");
    state.done({"migrate"});
    state.refused({"demo", "load"}, {"production.toml", "birth"});
    BOOST_TEST(state.rows({"person", "list"}).empty());
}

BOOST_AUTO_TEST_CASE(a_store_born_demo_is_not_opened_as_real) {
    const StateFolder state;
    state.done({"migrate"});
    state.replace("config/idp.toml", "birth = \"demo\"", "birth = \"real\"");
    const Ran ran = state.run({"person", "list"});
    BOOST_TEST(ran.code == 2);
    BOOST_TEST(ran.err.contains("born demo"));
}

BOOST_AUTO_TEST_CASE(a_username_or_address_that_somebody_took_before_is_not_taken_over_and_no_persona_is_added) {
    const StateFolder by_username, by_address;
    by_username.add_person("authority.de");
    by_username.refused({"demo", "load"}, {"personas.json", "username: authority.de"});
    by_address.add_person("nora.keller");
    by_address.refused({"demo", "load"}, {"personas.json", "email: nora.keller@example.org"});
}

BOOST_AUTO_TEST_CASE(reference_lists_of_another_folder_are_checked_before_any_store_is_touched) {
    const StateFolder state;
    state.done({"migrate"});
    std::filesystem::create_directory(state.file("lists"));
    state.refused({"reference", "load", state.file("lists")}, {"competent-authorities.csv", "no such file"});
    state.write("lists/competent-authorities.csv", "country,name,url,source\nAR,SENASA,,here\n");
    state.write("lists/bcps.csv", "country,name,traces_code,source\nFR,Brest,FRBES1,here\nfr,Caen,FRCFR1,here\n");
    state.write("lists/organic-control-bodies.csv", "code,body_number,name,country,regime,source\n");
    state.refused({"reference", "load", state.file("lists")}, {"bcps.csv:3", "country"});
    state.write("lists/bcps.csv", "country,name,source\nFR,Brest,here\n");
    state.refused({"reference", "load", state.file("lists")}, {"bcps.csv:1", "traces_code"});
    state.write("lists/bcps.csv", "country,name,traces_code,source\nFR,Brest,FRBES1,here, and there\n");
    state.refused({"reference", "load", state.file("lists")}, {"bcps.csv:2", "5 cells"});
    state.write("lists/bcps.csv", "country,name,traces_code,source\nFR,\"Brest\n\",FRBES1,\"here, \"\"there\"\"\"\n");
    BOOST_TEST(state.done({"reference", "load", state.file("lists"), "--environment", "production"}).contains("bcps.csv: 1 added"));
}

BOOST_AUTO_TEST_SUITE_END()
