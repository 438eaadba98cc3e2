// Services at /token: client credentials with private_key_jwt, and the import that registers clients.
#include "audit/audit.hpp"
#include "idp/store/clients.hpp"
#include "tests/support/application.hpp"

#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using namespace gatehouse::tests;

namespace {

struct WithService {
    IdpProgram idp;
    Application robot{idp};
    jose::Key key = jose::Key::generate(jose::Algorithm::ES256);
    boost::json::object assertion;

    WithService() {
        robot.client_id = "robot";
        robot.import({{"client_id", "robot"},
                      {"grant_types", boost::json::array{"client_credentials"}},
                      {"token_endpoint_auth_method", "private_key_jwt"},
                      {"jwks", {{"keys", boost::json::array{key.public_jwk()}}}},
                      {"scope", "openid decision posts"},
                      {"resources", boost::json::array{"https://localhost:9443"}}});
        const auto now = to_seconds(idp.clock.now());
        assertion = {{"iss", "robot"}, {"sub", "robot"}, {"aud", idp.base()}, {"iat", now}, {"exp", now + 60}, {"jti", "one"}};
    }
    Page ask(Fields more = {{"resource", "https://localhost:9443"}}) const {
        Fields fields = {{"grant_type", "client_credentials"},
                         {"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
                         {"client_assertion", jose::sign_compact(key, {}, assertion)}};
        fields.insert(fields.end(), more.begin(), more.end());
        return idp.browser().post_raw("/token", fields, {});
    }
    // The same service with another proof each time.
    std::string refusal(const std::string& jti, Fields more) {
        assertion["jti"] = jti;
        return member(ask(std::move(more)), "error");
    }
    std::string import_problem(const boost::json::value& clients) const {
        const auto done = idp::import_clients(idp.core(), json::dump(clients));
        BOOST_TEST_REQUIRE(!done.has_value());
        return done.error().message;
    }
    std::size_t leaves(const std::string& act) const {
        audit::Filter filter;
        filter.act = act;
        return audit::list(idp.core().db, filter).value().entries.size();
    }
};

boost::json::object web_client(const std::string& id) {
    return {{"client_id", id}, {"client_secret", std::string(43, 's')}, {"redirect_uris", boost::json::array{"https://localhost/cb"}}};
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(services, WithService)

BOOST_AUTO_TEST_CASE(a_service_gets_a_token_for_exactly_the_resource_it_names) {
    const Page page = ask();
    BOOST_TEST(page.status == 200);
    const auto content = robot.claims(member(page, "access_token"), "at+jwt", "https://localhost:9443");
    BOOST_TEST(member(content, "sub") == "robot");
    BOOST_TEST(member(content, "aud") == "https://localhost:9443");
    BOOST_TEST(member(content, "scope") == "decision posts");
    BOOST_TEST(member(page, "id_token").empty());
}

BOOST_AUTO_TEST_CASE(resource_and_scope_are_held_to_what_is_registered) {
    BOOST_TEST(refusal("a", {}) == "invalid_target");
    BOOST_TEST(refusal("b", {{"resource", "https://localhost:9444"}}) == "invalid_target");
    BOOST_TEST(refusal("c", {{"resource", "https://localhost:9443"}, {"resource", "https://localhost:9443"}}) == "invalid_target");
    BOOST_TEST(refusal("d", {{"resource", "https://localhost:9443"}, {"scope", "openid"}}) == "invalid_scope");
    BOOST_TEST(refusal("e", {{"resource", "https://localhost:9443"}, {"scope", "admin"}}) == "invalid_scope");
    BOOST_TEST(refusal("f", {{"resource", "https://localhost:9443"}, {"scope", "decision"}}).empty());
}

BOOST_AUTO_TEST_CASE(an_assertion_is_accepted_once_even_when_the_grant_was_refused) {
    BOOST_TEST(ask().status == 200);
    BOOST_TEST(member(ask(), "error") == "invalid_client");
    BOOST_TEST(refusal("two", {}) == "invalid_target");
    BOOST_TEST(refusal("two", {{"resource", "https://localhost:9443"}}) == "invalid_client");
}

BOOST_AUTO_TEST_CASE(an_assertion_that_is_not_ours_to_accept_is_refused) {
    const auto now = to_seconds(idp.clock.now());
    const std::vector<std::pair<std::string, boost::json::value>> wrong = {{"aud", "https://localhost:9443"},
                                                                           {"sub", "other"},
                                                                           {"iss", "other"},
                                                                           {"exp", now - 11},
                                                                           {"exp", now + 700},
                                                                           {"jti", ""},
                                                                           {"jti", 3}};
    for (const auto& [claim, value] : wrong) {
        auto changed = assertion;
        std::swap(assertion, changed);
        assertion[claim] = value;
        const Page page = ask();
        BOOST_TEST(page.status == 401, claim);
        BOOST_TEST(member(page, "error") == "invalid_client", claim);
        std::swap(assertion, changed);
    }
    key = jose::Key::generate(jose::Algorithm::ES256);
    BOOST_TEST(ask().status == 401);
}

BOOST_AUTO_TEST_CASE(the_token_endpoint_is_an_audience_too) {
    assertion["aud"] = idp.base() + "/token";
    BOOST_TEST(ask().status == 200);
}

BOOST_AUTO_TEST_CASE(an_import_registers_changes_and_leaves_alone_with_a_leaf_each) {
    const std::size_t before = leaves("client.registered");
    const boost::json::array two{web_client("one"), web_client("two")};
    const auto first = idp::import_clients(idp.core(), json::dump(two)).value();
    BOOST_TEST(first.registered.size() == 2U);
    BOOST_TEST(idp::import_clients(idp.core(), json::dump(two)).value().unchanged.size() == 2U);
    auto renamed = web_client("two");
    renamed.erase("client_secret");
    renamed["client_name"] = "Second";
    BOOST_TEST(idp::import_clients(idp.core(), json::dump(boost::json::array{renamed})).value().changed.size() == 1U);
    BOOST_TEST(leaves("client.registered") == before + 2);
    BOOST_TEST(leaves("client.changed") == 1U);
    const auto stored =
        idp.core().db.read([](sql::ReadTx& tx) -> Result<std::optional<idp::StoredClient>> { return idp::find_stored_client(tx, "two"); });
    BOOST_TEST(stored.value()->secret_hash == crypto::fingerprint(std::string(43, 's')));
    BOOST_TEST(stored.value()->metadata.find(std::string(43, 's')) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(one_bad_client_refuses_the_whole_file_and_names_index_member_and_cure) {
    auto bad = web_client("bad");
    bad["redirect_uris"] = boost::json::array{"http://example.org/cb"};
    BOOST_TEST(
        import_problem(boost::json::array{web_client("good"), bad}) ==
        "client 2 (bad): redirect_uris: http://example.org/cb must be an https:// address without fragment (http:// only on loopback).");
    const auto page = idp.core().db.read([](sql::ReadTx& tx) -> Result<idp::ClientPage> { return idp::list_clients(tx, "", 50); });
    BOOST_TEST(page.value().clients.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_an_import_refuses) {
    const auto with = [](const std::string& member, boost::json::value value) {
        auto client = web_client("x");
        client[member] = std::move(value);
        return boost::json::array{client};
    };
    const auto names = [&](const boost::json::array& clients, const std::string& part) {
        const std::string problem = import_problem(clients);
        BOOST_TEST(problem.find(part) != std::string::npos, problem);
    };
    names(with("client_secret", boost::json::string(31, 's')), "client_secret: must be a random text of at least 32 characters");
    names(with("redirect_uri", "x"), "redirect_uri: is not a member that is known here");
    names(with("redirect_uris", boost::json::array{"https://localhost/cb#x"}), "redirect_uris");
    names(with("redirect_uris", boost::json::array{}), "redirect_uris: is missing");
    names(with("client_id", "a b"), "client_id");
    names(with("client_id", "n00a1b2c3"), "client_id: has the shape of a person's id");
    names(with("grant_types", boost::json::array{"implicit"}), "grant_types: \"implicit\" is not supported");
    names(with("response_types", boost::json::array{"token"}), "response_types");
    names(with("id_token_signed_response_alg", "none"), "id_token_signed_response_alg");
    names(with("token_endpoint_auth_method", "none"), "client_secret: does not go with none");
    names(with("jwks", boost::json::value{{"keys", boost::json::array{boost::json::parse(std::string(key.private_jwk().reveal()))}}}),
          "private key");
    names({web_client("x"), web_client("x")}, "client 2 (x): client_id: occurs twice");
    auto secretless = web_client("y");
    secretless.erase("client_secret");
    names({secretless}, "client_secret: is missing");
    BOOST_TEST(import_problem(boost::json::object{}).find("JSON array") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(clients_are_listed_page_by_page) {
    boost::json::array five;
    for (const auto* id : {"a", "b", "c", "d", "e"}) five.push_back(web_client(id));
    BOOST_TEST(idp::import_clients(idp.core(), json::dump(five)).has_value());
    std::string seen;
    std::string cursor;
    do {
        const auto page =
            idp.core().db.read([&](sql::ReadTx& tx) -> Result<idp::ClientPage> { return idp::list_clients(tx, cursor, 2); }).value();
        for (const auto& client : page.clients) seen += client.client_id + " ";
        cursor = page.next;
    } while (!cursor.empty());
    BOOST_TEST(seen == "a b c d e robot ");
}

BOOST_AUTO_TEST_SUITE_END()
