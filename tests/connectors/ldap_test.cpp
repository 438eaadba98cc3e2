// One suite for every Directory (fake, LDAP on a private slapd), and who may read and write what.
#include "base/clock.hpp"
#include "connectors/fake/fake_directory.hpp"
#include "connectors/host/host.hpp"
#include "tests/connectors/private_slapd.hpp"

#include <fmt/format.h>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <ostream>

namespace gatehouse::tests {
namespace {

using connector::GrantEntry;
using connector::OrganisationEntry;
using connector::PersonEntry;
using connector::PostEntry;

const PersonEntry zofia{"n00a1b2c", "https://localhost:8443", "Zofia Żółć", "Zofia", "Żółć"};
const OrganisationEntry baltic{"org-1", "Baltic Grain, Sp. z o.o. + \"Söhne\"", "operator", "PL", "PL123", "valid"};
const PostEntry importer{"post-1", "importer", "org-1", "PL", "Organic importer, Baltic Grain", {"n00a1b2c"}};
const GrantEntry held{"grant-1", "n00a1b2c", "post-1", "org-1", "importer", "PL", "decision-1", 1'795'000'000'000, 1'800'000'000'000};

Log& quiet() {
    static Log log("tests", LogLevel::error);
    return log;
}

std::unique_ptr<connector::Directory> publisher_of(const PrivateSlapd& slapd, const std::string& environment) {
    auto plugin = connector::load(GATEHOUSE_BINARY_DIR "/connectors", "ldap");
    BOOST_REQUIRE_MESSAGE(plugin, "the plugin is loaded");
    auto made = plugin->make_directory(slapd.settings(environment), quiet());
    BOOST_REQUIRE_MESSAGE(made, (made ? "" : made.error().message));
    return std::move(*made);
}

bool absent(const std::string& what) {
    if (PrivateSlapd::is_installed()) return false;
    BOOST_TEST_MESSAGE("skipped: slapd or ldapsearch is not installed, so " << what << " was not tried");
    return true;
}

// One implementation under test, and how to look at what it shows.
struct Place {
    virtual ~Place() = default;
    virtual connector::Directory& directory() = 0;
    virtual std::vector<std::string> occupants(const std::string& post) = 0;     // subs
    virtual std::optional<std::string> grant(const std::string& id) = 0;         // "person post from until"
    virtual std::optional<std::string> person(const std::string& sub) = 0;       // display name
    virtual std::optional<std::string> organisation(const std::string& id) = 0;  // "name status code"
};

struct FakePlace final : Place {
    connector::FakeDirectory fake;
    connector::Directory& directory() override { return fake; }
    std::vector<std::string> occupants(const std::string& post) override { return fake.contents().posts.at(post).occupants; }
    std::optional<std::string> grant(const std::string& id) override {
        const auto contents = fake.contents();
        const auto found = contents.grants.find(id);
        if (found == contents.grants.end()) return std::nullopt;
        const auto& one = found->second;
        const std::string until = one.until_millis == 0 ? "" : utc_compact(from_millis(one.until_millis));
        return fmt::format("{} {} {} {}", one.person, one.post, utc_compact(from_millis(one.from_millis)), until);
    }
    std::optional<std::string> person(const std::string& sub) override {
        const auto contents = fake.contents();
        const auto found = contents.persons.find(sub);
        return found == contents.persons.end() ? std::nullopt : std::optional(found->second.display_name);
    }
    std::optional<std::string> organisation(const std::string& id) override {
        const auto contents = fake.contents();
        const auto found = contents.organisations.find(id);
        if (found == contents.organisations.end()) return std::nullopt;
        return fmt::format("{} {} {}", found->second.name, found->second.status, found->second.code);
    }
};

std::string first(const std::multimap<std::string, std::string>& entry, const std::string& attribute) {
    const auto found = entry.find(attribute);
    return found == entry.end() ? "" : found->second;
}

// "uid=n00a1b2c,ou=people,…" → "n00a1b2c"
std::string leaf_of(const std::string& dn) {
    const auto from = dn.find('=') + 1;
    return dn.substr(from, dn.find(',') - from);
}

struct LdapPlace final : Place {
    PrivateSlapd slapd;
    std::unique_ptr<connector::Directory> ldap = publisher_of(slapd, "production");
    connector::Directory& directory() override { return *ldap; }

    std::multimap<std::string, std::string> one(const std::string& filter) {
        const auto found = slapd.search("reader-coi-desk", "production", "production", filter);
        BOOST_REQUIRE_EQUAL(found.exit, 0);
        BOOST_REQUIRE(found.entries.size() <= 1);
        return found.entries.empty() ? std::multimap<std::string, std::string>{} : found.entries.front();
    }
    std::vector<std::string> occupants(const std::string& post) override {
        const auto entry = one("(&(objectClass=gatehousePost)(gatehouseId=" + post + "))");
        std::vector<std::string> subs;
        for (auto [at, end] = entry.equal_range("roleOccupant"); at != end; ++at) subs.push_back(leaf_of(at->second));
        std::ranges::sort(subs);
        return subs;
    }
    std::optional<std::string> grant(const std::string& id) override {
        const auto entry = one("(&(objectClass=gatehouseGrant)(gatehouseId=" + id + "))");
        if (entry.empty()) return std::nullopt;
        return fmt::format("{} {} {} {}", leaf_of(first(entry, "gatehouseHolder")), leaf_of(first(entry, "gatehousePostDN")),
                           first(entry, "gatehouseFrom"), first(entry, "gatehouseUntil"));
    }
    std::optional<std::string> person(const std::string& sub) override {
        const auto entry = one("(&(objectClass=gatehousePerson)(uid=" + sub + "))");
        return entry.empty() ? std::nullopt : std::optional(first(entry, "displayName"));
    }
    std::optional<std::string> organisation(const std::string& id) override {
        const auto entry = one("(&(objectClass=gatehouseOrganisation)(gatehouseId=" + id + "))");
        if (entry.empty()) return std::nullopt;
        return fmt::format("{} {} {}", first(entry, "o"), first(entry, "gatehouseStatus"), first(entry, "gatehouseCode"));
    }
};

std::unique_ptr<Place> place(const std::string& name) {
    if (name == "fake") return std::make_unique<FakePlace>();
    return absent("the LDAP directory") ? nullptr : std::make_unique<LdapPlace>();
}

void publish_all(connector::Directory& directory) {
    for (const auto& done : {directory.put(baltic), directory.put(zofia), directory.put(importer), directory.put(held)})
        BOOST_REQUIRE_MESSAGE(done, (done ? "" : done.error().message));
}

const std::vector<std::string> places = {"fake", "ldap"};
using Strings = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(directory_conformance)

BOOST_DATA_TEST_CASE(what_was_put_is_shown, boost::unit_test::data::make(places), name) {
    const auto here = place(name);
    if (!here) return;
    publish_all(here->directory());
    BOOST_TEST(here->person("n00a1b2c").value() == "Zofia Żółć");
    BOOST_TEST(here->organisation("org-1").value() == "Baltic Grain, Sp. z o.o. + \"Söhne\" valid PL123");
    BOOST_TEST(here->occupants("post-1") == Strings{"n00a1b2c"}, boost::test_tools::per_element());
    BOOST_TEST(here->grant("grant-1").value() == "n00a1b2c post-1 20261118110640Z 20270115080000Z");
    BOOST_TEST(here->directory().grant_ids().value() == Strings{"grant-1"}, boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(an_entry_is_replaced_whole_and_putting_it_again_changes_nothing, boost::unit_test::data::make(places), name) {
    const auto here = place(name);
    if (!here) return;
    publish_all(here->directory());
    publish_all(here->directory());
    OrganisationEntry closed = baltic;
    closed.name = "Baltic Grain";
    closed.status = "closed";
    closed.code.clear();
    BOOST_REQUIRE(here->directory().put(closed));
    BOOST_TEST(here->organisation("org-1").value() == "Baltic Grain closed ");  // the code is gone, not left over
    GrantEntry open_ended = held;
    open_ended.until_millis = 0;
    BOOST_REQUIRE(here->directory().put(open_ended));
    BOOST_TEST(here->grant("grant-1").value() == "n00a1b2c post-1 20261118110640Z ");
}

BOOST_DATA_TEST_CASE(the_last_occupant_can_leave, boost::unit_test::data::make(places), name) {
    const auto here = place(name);
    if (!here) return;
    publish_all(here->directory());
    PostEntry post = importer;
    post.occupants = {"n00a1b2c", "n00d3e4f"};
    BOOST_REQUIRE(here->directory().put(post));
    BOOST_TEST(here->occupants("post-1") == post.occupants, boost::test_tools::per_element());
    post.occupants.clear();
    BOOST_REQUIRE(here->directory().put(post));
    BOOST_TEST(here->occupants("post-1").empty());
}

BOOST_DATA_TEST_CASE(removing_what_is_not_there_succeeds, boost::unit_test::data::make(places), name) {
    const auto here = place(name);
    if (!here) return;
    publish_all(here->directory());
    for (int twice = 0; twice < 2; ++twice) {
        BOOST_TEST(here->directory().remove_grant("grant-1").has_value());
        BOOST_TEST(here->directory().remove_post("post-1").has_value());
        BOOST_TEST(here->directory().remove_person("n00a1b2c").has_value());
    }
    BOOST_TEST(!here->grant("grant-1"));
    BOOST_TEST(!here->person("n00a1b2c"));
    BOOST_TEST(here->directory().grant_ids().value().empty());
}

BOOST_DATA_TEST_CASE(ids_from_outside_name_one_entry_and_nothing_else, boost::unit_test::data::make(places), name) {
    const auto here = place(name);
    if (!here) return;
    publish_all(here->directory());
    for (const std::string sub : {"n1,ou=people", "a+b=c", " x ", "#1", "q\"<>;\\", "*"}) {
        PersonEntry odd = zofia;
        odd.sub = sub;
        const auto done = here->directory().put(odd);
        BOOST_REQUIRE_MESSAGE(done, sub << ": " << (done ? "" : done.error().message));
        BOOST_TEST(here->directory().remove_person(sub).has_value());
    }
    BOOST_TEST(here->person("n00a1b2c").value() == "Zofia Żółć");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(ldap)

BOOST_AUTO_TEST_CASE(nobody_reads_anonymously_or_across_environments) {
    if (absent("who may read")) return;
    const PrivateSlapd slapd;
    publish_all(*publisher_of(slapd, "production"));
    const auto anonymous = slapd.search("", "", "production");
    BOOST_TEST(anonymous.exit != 0);
    BOOST_TEST(anonymous.entries.empty());
    const auto own = slapd.search("reader-coi-desk", "production", "production", "(objectClass=gatehouseGrant)");
    BOOST_TEST(own.exit == 0);
    BOOST_TEST(own.entries.size() == 1u);
    const auto foreign = slapd.search("reader-coi-desk", "training", "production");
    BOOST_TEST(foreign.exit != 0);
    BOOST_TEST(foreign.entries.empty());
    BOOST_TEST(slapd.search("publisher", "training", "production").entries.empty());
    BOOST_TEST(slapd.search("reader-coi-desk", "training", "training", "(objectClass=gatehouseGrant)").entries.empty());
    for (const auto& entry : slapd.search("reader-coi-desk", "production", "production").entries)
        BOOST_TEST(!entry.contains("userPassword"));
}

BOOST_AUTO_TEST_CASE(a_publisher_writes_its_own_environment_only_and_a_reader_nothing) {
    if (absent("who may write")) return;
    const PrivateSlapd slapd;
    publish_all(*publisher_of(slapd, "production"));
    const std::string erase = "dn: gatehouseId=grant-1,ou=grants,dc=production,dc=gatehouse\nchangetype: delete\n";
    BOOST_TEST(slapd.modify("reader-coi-desk", "production", erase) != 0);
    BOOST_TEST(slapd.modify("publisher", "training", erase) != 0);
    const std::string own_account =
        "dn: cn=reader-coi-desk,dc=production,dc=gatehouse\nchangetype: modify\nreplace: userPassword\nuserPassword: known\n";
    BOOST_TEST(slapd.modify("publisher", "production", own_account) != 0);
    BOOST_TEST(slapd.modify("publisher", "production", erase) == 0);
}

BOOST_AUTO_TEST_CASE(a_server_that_stops_is_an_outage_and_one_that_starts_again_goes_on) {
    if (absent("an outage")) return;
    PrivateSlapd slapd;
    const auto directory = publisher_of(slapd, "production");
    publish_all(*directory);
    slapd.stop();
    const auto away = directory->put(held);
    BOOST_REQUIRE(!away);
    BOOST_CHECK(away.error().code == ErrorCode::unavailable);
    slapd.start();
    BOOST_TEST(directory->put(held).has_value());
    BOOST_TEST(directory->grant_ids().value() == Strings{"grant-1"}, boost::test_tools::per_element());  // kept over the restart
}

BOOST_AUTO_TEST_CASE(what_the_schema_refuses_is_not_tried_again) {
    if (absent("a refusal")) return;
    const PrivateSlapd slapd;
    GrantEntry bad = held;
    bad.decision.clear();  // demanded by the schema
    const auto done = publisher_of(slapd, "production")->put(bad);
    BOOST_REQUIRE(!done);
    BOOST_CHECK(done.error().code == ErrorCode::bad_input);
}

BOOST_AUTO_TEST_CASE(a_password_crosses_no_network_in_clear) {
    const auto plugin = connector::load(GATEHOUSE_BINARY_DIR "/connectors", "ldap");
    BOOST_REQUIRE(plugin);
    connector::Settings settings{
        {"url", "ldap://directory.example.org"}, {"suffix", "dc=x"}, {"bind_dn", "cn=p,dc=x"}, {"password_file", "/dev/null"}};
    const auto clear = plugin->make_directory(settings, quiet());
    BOOST_REQUIRE(!clear);
    BOOST_TEST(clear.error().field == "tls");
    settings["tls"] = "starttls";
    const auto no_password = plugin->make_directory(settings, quiet());
    BOOST_REQUIRE(!no_password);
    BOOST_TEST(no_password.error().field == "password_file");
    settings["url"] = "https://directory.example.org";
    BOOST_TEST(!plugin->make_directory(settings, quiet()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace gatehouse::tests
