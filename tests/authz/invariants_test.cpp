// Invariants 1, 2, 3, 5 and 7 against raw SQL: whatever a program or a hand may send, the schema refuses.
#include "tests/authz/registry.hpp"

#include "authz/store/open_store.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using namespace gatehouse::authz;
using gatehouse::tests::Registry;

namespace data = boost::unit_test::data;

namespace {

void refused(Registry& registry, const std::string& sql) {
    BOOST_TEST(!registry.raw(sql).has_value(), "the schema let this pass: " << sql);
}

// A decision like the one about nann's request, with some columns replaced.
std::string decision_with(const std::string& columns_and_values) {
    return "INSERT INTO decision (id, environment, verb, verdict, request_post, organisation, post, requested_post, created_organisation, "
           "beneficiary, filed_by, decided_by, on_behalf_of, rule, policy_hash, policy_version, reason_code, reason, acr, auth_time, at) "
           "SELECT 'raw', r.environment, 'post', 'accepted', r.id, r.organisation, r.post, r.post, NULL, " +
           columns_and_values +
           ", 'some-rule', 'sha256:00', '1', '', '', '', 0, 0 FROM request_post r WHERE r.person LIKE '% nann' AND r.holding_kind IS NOT "
           "NULL";
}

const std::string ann = "'https://localhost:8443 nann'", bob = "'https://localhost:8443 nbob'",
                  officer = "'https://localhost:8443 ngerman'";

struct Scene {
    explicit Scene(const std::string& engine) : registry(engine) {
        registry.german_officer();
        registry.actor("nbob");
        registry.ask(registry.actor("nann"), "op:harvest", "importer").value();
    }
    Registry registry;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(schema)

BOOST_DATA_TEST_CASE(two_kinds_for_one_person_are_impossible, data::make(tests::engines()), engine) {
    Scene scene(engine);
    Registry& registry = scene.registry;
    refused(registry, "INSERT INTO person_kind (person, kind, environment) VALUES (" + ann + ", 'authority', 'production')");
    refused(registry, "UPDATE person_kind SET kind = 'authority' WHERE person = " + ann);
    refused(registry, "DELETE FROM person_kind WHERE person = " + ann);
    // A request of another kind, whether it says so or lies about it.
    for (const std::string kind : {"'authority'", "'operator'"})
        refused(
            registry,
            "INSERT INTO request_post (id, environment, request, person, filed_by, post, kind, organisation, scope, holding_kind, state, "
            "created_at, state_at) SELECT 'raw', 'production', q.id, q.person, q.filed_by, p.id, " +
                kind + ", p.organisation, p.scope, " + kind + ", 'pending', 1, 1 FROM request q, post p WHERE q.person = " + ann +
                " AND p.role = 'OPL'");
    // An open one without holding_kind.
    refused(registry, "UPDATE request_post SET holding_kind = NULL WHERE person = " + ann);
    refused(registry, "UPDATE request_post SET holding_kind = 'authority' WHERE person = " + ann);
    // A post whose kind does not follow its organisation.
    refused(
        registry,
        "INSERT INTO post (id, environment, role, organisation, organisation_type, scope, kind) "
        "SELECT 'raw', 'production', 'OPL', o.id, o.type, 'DE', 'operator' FROM organisation o WHERE o.type = 'cca' AND o.country = 'DE'");
    refused(registry,
            "INSERT INTO post (id, environment, role, organisation, organisation_type, scope, kind) "
            "SELECT 'raw', 'production', 'importer', o.id, 'operator', 'DE', 'operator' FROM organisation o WHERE o.type = 'cca'");
}

BOOST_DATA_TEST_CASE(nobody_decides_what_benefits_themselves_or_what_they_filed, data::make(tests::engines()), engine) {
    Scene scene(engine);
    Registry& registry = scene.registry;
    refused(registry, decision_with(ann + ", " + ann + ", " + ann + ", " + ann));
    refused(registry, decision_with(ann + ", " + ann + ", " + officer + ", " + ann));
    refused(registry, decision_with(ann + ", " + ann + ", " + ann + ", " + officer));
    // Lying about who benefits or who filed does not help: the request says who.
    refused(registry, decision_with(bob + ", " + bob + ", " + ann + ", " + ann));
    refused(registry, decision_with(bob + ", " + ann + ", " + officer + ", " + officer));
    refused(registry, decision_with("NULL, " + ann + ", " + officer + ", " + officer));
    refused(registry, decision_with(ann + ", " + ann + ", " + officer + ", NULL"));
    BOOST_TEST(registry.raw(decision_with(ann + ", " + ann + ", " + officer + ", " + officer)).has_value());
}

BOOST_DATA_TEST_CASE(a_grant_needs_the_accepting_decision_for_that_person_and_post, data::make(tests::engines()), engine) {
    Scene scene(engine);
    Registry& registry = scene.registry;
    const auto grant = [&](const std::string& person, const std::string& decision) {
        return "INSERT INTO grants (id, environment, person, post, kind, organisation, scope, holding_kind, state, valid_from, decision, "
               "verdict, "
               "given_name, family_name) SELECT 'raw', 'production', " +
               person + ", p.id, p.kind, p.organisation, p.scope, p.kind, 'active', 1, " + decision +
               ", 'accepted', 'A', 'B' FROM post p WHERE p.role = 'importer'";
    };
    refused(registry, grant(ann, "'nothing'"));
    refused(registry, grant(ann, "(SELECT id FROM decision WHERE beneficiary = " + officer + ")"));
    BOOST_TEST(registry.raw(decision_with(ann + ", " + ann + ", " + officer + ", " + officer)).has_value());
    refused(registry, grant(bob, "'raw'"));
    BOOST_TEST(registry.raw(grant(ann, "'raw'")).has_value());
    refused(registry, "UPDATE grants SET person = " + bob + " WHERE id = 'raw'");
    refused(registry, "UPDATE grants SET state = 'ended' WHERE id = 'raw'");
    refused(registry, "DELETE FROM grants WHERE id = 'raw'");
}

BOOST_DATA_TEST_CASE(decisions_are_for_good, data::make(tests::engines()), engine) {
    Scene scene(engine);
    Registry& registry = scene.registry;
    refused(registry, "UPDATE decision SET reason = 'changed'");
    refused(registry, "DELETE FROM decision");
    if (engine == "postgresql") {
        refused(registry, "TRUNCATE decision CASCADE");
    } else {
        refused(registry, "INSERT OR REPLACE INTO decision SELECT * FROM decision LIMIT 1");
        refused(registry, "INSERT OR REPLACE INTO grants SELECT * FROM grants LIMIT 1");
    }
}

BOOST_DATA_TEST_CASE(no_row_of_another_environment_stands_here, data::make(tests::engines()), engine) {
    Scene scene(engine);
    Registry& registry = scene.registry;
    refused(registry,
            "INSERT INTO request (id, environment, person, filed_by, given_name, family_name, information, email, phone, once, filed_at) "
            "VALUES ('raw', 'training', " +
                ann + ", " + ann + ", '', '', '', '', '', 'x', 1)");
    refused(registry, "INSERT INTO person_kind (person, kind, environment) VALUES (" + bob + ", 'operator', 'training')");
    refused(registry, "UPDATE organisation SET environment = 'training'");
    refused(registry, "UPDATE store_environment SET environment = 'training'");
    refused(registry, "DELETE FROM store_environment");
    refused(registry, "INSERT INTO store_environment (one, environment) VALUES (2, 'training')");
}

BOOST_DATA_TEST_CASE(a_store_is_opened_by_its_own_environment_only, data::make(tests::engines()), engine) {
    if (engine == "memory") return;
    Registry registry(engine);
    Settings settings;
    settings.environment = "training";
    settings.base_url = "https://localhost:9443";
    settings.birth = sql::Birth::demo;
    settings.database = registry.url;
    const auto opened = open_store(settings, registry.clock.now(), Older::refuse);
    BOOST_TEST_REQUIRE(!opened.has_value());
    BOOST_TEST((opened.error().code == ErrorCode::conflict));
}

BOOST_AUTO_TEST_CASE(a_policy_of_the_other_environment_decides_nothing) {
    Registry registry("memory");
    const Actor german = registry.german_officer();
    const auto asked = registry.ask(registry.actor("nann"), "op:harvest", "importer").value();
    registry.policy = policy::load(GATEHOUSE_SOURCE_DIR "/policies/training.toml").value();
    const auto refusal = registry.decide(german, asked.filed[0], Verdict::accepted);
    BOOST_TEST_REQUIRE(!refusal.has_value());
    BOOST_TEST(refusal.error().message.find("other environment") != std::string::npos);
    BOOST_TEST(registry.leaves("decision.denied") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
