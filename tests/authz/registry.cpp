#include "tests/authz/registry.hpp"

#include "authz/actions/remember_person.hpp"
#include "authz/store/open_store.hpp"
#include "tests/support/postgresql_cluster.hpp"

#include <boost/test/unit_test.hpp>

namespace gatehouse::tests {

using namespace authz;

namespace {

const std::string issuer = "https://localhost:8443";

PostgresqlCluster& cluster() {
    static PostgresqlCluster only;
    return only;
}

std::string url_for(const std::string& engine, const TemporaryFolder& folder) {
    if (engine == "memory") return "sqlite::memory:";
    if (engine == "file") return "sqlite:" + folder.file("authz.db");
    return cluster().new_database();
}

ReferenceOrganisation reference(const std::string& key, std::string_view type, const std::string& country, const std::string& name) {
    ReferenceOrganisation made;
    made.key = key;
    made.organisation.type = type;
    made.organisation.country = country;
    made.organisation.name = name;
    made.organisation.origin = "demo";
    made.source = "test";
    return made;
}

ReferenceOrganisation operator_of(const std::string& key, const std::string& country, const std::string& name, const std::string& eori) {
    auto made = reference(key, type::operator_, country, name);
    made.organisation.eori = eori;
    made.organisation.city = "Hafenstadt";
    made.activities = {{"organic", "organic_importer", "importer", true}, {"organic", "first_consignee", "first_consignee", true}};
    return made;
}

}  // namespace

std::vector<std::string> engines() {
    std::vector<std::string> list{"memory", "file"};
    const std::string absent = PostgresqlCluster::why_absent();
    if (absent.empty())
        list.emplace_back("postgresql");
    else
        BOOST_TEST_MESSAGE("postgresql skipped: " << absent);
    return list;
}

Registry::Registry(const std::string& engine, const std::string& environment) : url(url_for(engine, folder)), environment_(environment) {
    Settings settings;
    settings.environment = environment;
    settings.base_url = "https://localhost:9443";
    settings.birth = sql::Birth::demo;
    settings.database = url;
    auto opened = open_store(settings, clock.now(), Older::refuse);
    BOOST_REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().message + " " + opened.error().detail));
    db = std::move(*opened);
    policy = policy::load(std::string(GATEHOUSE_SOURCE_DIR "/policies/") + environment + ".toml").value();
    audit = std::make_unique<audit::Audit>(audit::Origin{settings.origin(), environment}, clock, random);
    context = std::make_unique<ActionContext>(ActionContext{*db, policy, *audit, clock, random, environment, [this] { ++wakes; }});
    load_organisations();
}

void Registry::load_organisations() {
    auto body = reference("cb:171", type::control_body, "GR", "A CERT Certification");
    body.organisation.code = "171";
    body.countries = {{"AE", "AE-BIO-171"}, {"AL", "AL-BIO-171"}, {"DE", "DE-BIO-171"}};
    const std::vector<ReferenceOrganisation> list{operator_of("op:harvest", "DE", "Bio Harvest Trading GmbH", "DE123456789012345"),
                                                  operator_of("op:iberia", "ES", "Bio Harvest Iberia S.L.", "ESB12345674"),
                                                  operator_of("op:baltic", "LV", "Baltic Grain SIA", ""),
                                                  reference("cca:DE", type::cca, "DE", "Demo Organic Authority Germany"),
                                                  reference("cca:FR", type::cca, "FR", "Demo Organic Authority France"),
                                                  reference("bcp:DEHAM", type::bcp, "DE", "Hamburg Port"),
                                                  std::move(body)};
    const auto loaded = load_reference(*context, list, "test");
    BOOST_REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : loaded.error().message + " " + loaded.error().detail));
    BOOST_REQUIRE_EQUAL(loaded->added, 7);
}

Actor Registry::actor(const std::string& sub) {
    return rename(sub, "Given-" + sub, "Family-" + sub);
}

Actor Registry::rename(const std::string& sub, const std::string& given, const std::string& family) {
    const auto id = remember_person(*context, {issuer, sub, {given, family}, sub + "@example.org", "en"});
    BOOST_REQUIRE_MESSAGE(id.has_value(), (id ? "" : id.error().message + " " + id.error().detail));
    return {*id, "urn:test", clock.now()};
}

OrganisationId Registry::organisation(const std::string& key) const {
    return reference_id(environment_, key);
}

Result<Submitted> Registry::ask(const Actor& who, const std::string& key, const std::string& role, const std::string& scope) {
    Submission submission;
    submission.actor = who;
    submission.posts = {{organisation(key), role, scope}};
    submission.information = "I work there.";
    submission.email = sub_of(who.person) + "@example.org";
    submission.once = "once-" + std::to_string(++sent_);
    clock.advance(Milliseconds(1));
    return submit_request(*context, submission);
}

Result<Decided> Registry::decide(const Actor& who, const RequestPostId& what, Verdict verdict, MakeAdministrator administrator) {
    DecisionInput input;
    input.actor = who;
    input.request_post = what;
    input.verdict = verdict;
    input.administrator = administrator;
    if (verdict == Verdict::rejected) {
        input.reason_code = "unknown_person";
        input.reason = "We do not know you.";
    }
    return decide_request(*context, input);
}

RequestPostId Registry::hold(const Actor& who, const std::string& key, const std::string& role, const Actor& decider,
                             MakeAdministrator administrator, const std::string& scope) {
    const auto asked = ask(who, key, role, scope);
    BOOST_REQUIRE_MESSAGE(asked.has_value(), (asked ? "" : asked.error().message + " " + asked.error().detail));
    const auto decided = decide(decider, asked->filed.at(0), Verdict::accepted, administrator);
    BOOST_REQUIRE_MESSAGE(decided.has_value(), (decided ? "" : decided.error().message + " " + decided.error().detail));
    return asked->filed.at(0);
}

Actor Registry::commission() {
    if (!bootstrapped_) {
        bootstrapped_ = true;
        const auto made = bootstrap_commission(*context, {{{issuer, "ncom1", {"Carla", "Com"}, "c1@example.org", "en"}, "commission"},
                                                          {{issuer, "ncom2", {"Dora", "Com"}, "c2@example.org", "en"}, "commission"},
                                                          {{issuer, "naudit", {"Aude", "Itor"}, "a@example.org", "en"}, "auditor"}});
        BOOST_REQUIRE_MESSAGE(made.has_value(), (made ? "" : made.error().message + " " + made.error().detail));
    }
    return {person_id(issuer, "ncom1"), "urn:test", clock.now()};
}

Actor Registry::other_commission() {
    commission();
    return {person_id(issuer, "ncom2"), "urn:test", clock.now()};
}

Actor Registry::german_officer() {
    const Actor officer = actor("ngerman");
    if (count("SELECT COUNT(*) FROM grants WHERE person LIKE '% ngerman'") == 0) hold(officer, "cca:DE", "OPL", commission());
    return officer;
}

std::int64_t Registry::count(std::string_view sql) {
    return db->read([&](sql::ReadTx& tx) -> Result<std::int64_t> { return tx.query(sql).at(0).integer(0); }).value();
}

std::string Registry::text(std::string_view sql) {
    return db->read([&](sql::ReadTx& tx) -> Result<std::string> { return tx.query(sql).at(0).text(0); }).value();
}

Result<std::int64_t> Registry::raw(const std::string& sql) {
    return db->transact([&](sql::Tx& tx) -> Result<std::int64_t> { return tx.execute(sql); });
}

std::int64_t Registry::leaves(const std::string& act) {
    std::int64_t found = 0;
    audit::Filter filter;
    filter.act = act;
    filter.limit = 200;
    const auto page = audit::list(*db, filter);
    BOOST_REQUIRE_MESSAGE(page.has_value(), (page ? "" : page.error().message + " " + page.error().detail));
    found = std::int64_t(page->entries.size());
    return found;
}

}  // namespace gatehouse::tests
