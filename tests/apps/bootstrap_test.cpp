// gatehouse bootstrap commission A B.
#include "tests/apps/state_folder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace gatehouse::tests;

namespace {

Words bootstrap(const std::string& first, const std::string& second, const std::string& environment = "production") {
    return {"bootstrap", "commission", first, second, "--environment", environment};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bootstrap_of_the_commission)

BOOST_AUTO_TEST_CASE(two_existing_accounts_become_the_commission_once_per_store) {
    const StateFolder state("real");
    for (const char* name : {"anna", "otto", "carl"}) state.add_person(name);
    state.done(bootstrap("anna", "otto@example.org"));
    const auto grants = state.rows({"grant", "list", "--environment", "production"});
    BOOST_REQUIRE_EQUAL(grants.size(), 2U);
    for (const auto& grant : grants) BOOST_TEST(grant.at("role").as_string() == "commission");
    BOOST_TEST(state.rows({"audit", "list", "--environment", "production", "--act", "commission.bootstrapped"}).size() == 2);
    state.refused(bootstrap("anna", "otto"), {"production.toml", "named before"});
    state.refused(bootstrap("anna", "carl"), {"named before"});
    BOOST_TEST(state.rows({"grant", "list", "--environment", "training"}).empty());
    state.done(bootstrap("carl", "anna", "training"));
    state.done({"audit", "verify"});
}

BOOST_AUTO_TEST_CASE(who_cannot_be_named_is_refused_and_the_store_stays_free) {
    const StateFolder state("real");
    for (const char* name : {"anna", "otto"}) state.add_person(name);
    state.done({"migrate"});
    state.refused(bootstrap("anna", "nobody"), {"nobody", "person list"});
    state.refused(bootstrap("anna", "anna@example.org"), {"named twice"});
    state.refused({"bootstrap", "commission", "anna", "--environment", "production"}, {"persons"});
    state.refused({"bootstrap", "commission", "anna", "otto"}, {"--environment"});
    state.done(bootstrap("anna", "otto"));
}

BOOST_AUTO_TEST_CASE(a_persona_never_becomes_the_commission_of_a_real_store) {
    const StateFolder state;
    state.done({"demo", "load", "--environment", "training"});
    state.replace("config/production.toml", "birth = \"demo\"", "birth = \"real\"");
    state.done({"migrate"});
    state.refused(bootstrap("newcomer", "auditor"), {"newcomer", "persona"});
}

BOOST_AUTO_TEST_CASE(accounts_of_another_issuer_are_other_persons) {
    const StateFolder state("real");
    for (const char* name : {"anna", "otto"}) state.add_person(name);
    state.replace("config/production.toml", "url = \"https://localhost:8443\"", "url = \"https://elsewhere.example\"");
    state.done({"migrate"});
    state.refused(bootstrap("anna", "otto"), {"production.toml", "issuer.url", "idp.toml"});
}

BOOST_AUTO_TEST_SUITE_END()
