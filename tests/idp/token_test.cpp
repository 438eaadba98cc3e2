// /token, /userinfo, JWKS and discovery: who may have which token, once, and what stands in it.
#include "tests/support/application.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::tests;

namespace {

struct WithPerson {
    IdpProgram idp{[](idp::Settings& settings) {
        settings.grants_sources = {{"grants:production", "production", "https://localhost:9443/me/posts", "https://localhost:9443"},
                                   {"grants:training", "training", "https://localhost:9444/me/posts", "https://localhost:9444"}};
    }};
    Application shop{idp};
    Browser browser = idp.browser();

    WithPerson() {
        shop.import(shop.metadata());
        idp.make_account(browser, "elodie@example.org");
    }
    std::string refusal(const Fields& fields) const {
        const Page page = shop.token(fields);
        BOOST_TEST(page.status >= 400);
        BOOST_TEST(page.header("Cache-Control") == "no-store");
        return member(page, "error");
    }
    // The redemption of a fresh code with one field changed.
    std::string refusal_with(const std::string& name, const std::string& value) {
        Fields fields;
        for (const auto& field : shop.redemption(shop.code(browser)))
            if (field.first != name) fields.push_back(field);
        if (!value.empty()) fields.emplace_back(name, value);
        return refusal(fields);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(tokens, WithPerson)

BOOST_AUTO_TEST_CASE(a_code_becomes_an_id_token_and_an_access_token_of_rfc_9068) {
    const auto answer = shop.tokens(browser);
    BOOST_TEST(member(answer, "token_type") == "Bearer");
    const std::string access_token = member(answer, "access_token");
    const auto access = shop.claims(access_token, "at+jwt", idp.base());
    const auto id = shop.claims(member(answer, "id_token"), "", "shop");
    BOOST_TEST(member(access, "client_id") == "shop");
    BOOST_TEST(member(access, "aud") == idp.base());
    BOOST_TEST(member(access, "scope") == "openid profile email");
    BOOST_TEST(member(access, "jti").size() == 22U);
    BOOST_TEST(member(id, "sub") == member(access, "sub"));
    BOOST_TEST(member(id, "nonce") == "n-1");
    BOOST_TEST(member(id, "sid").size() == 22U);
    BOOST_TEST(member(id, "amr") == "[\"pwd\"]");
    BOOST_TEST(member(id, "auth_time") == std::to_string(to_seconds(idp.clock.now())));
    BOOST_TEST(member(id, "at_hash") == base64url(crypto::sha256(access_token).substr(0, 16)));
    BOOST_TEST(!id.contains("email"));
}

BOOST_AUTO_TEST_CASE(a_client_registered_for_rs256_and_all_claims_gets_both) {
    auto metadata = shop.metadata();
    metadata["id_token_signed_response_alg"] = "RS256";
    metadata["id_token_claims"] = "all";
    shop.import(metadata);
    const auto id = shop.claims(member(shop.tokens(browser), "id_token"), "", "shop", jose::Algorithm::RS256);
    BOOST_TEST(member(id, "email") == "elodie@example.org");
    BOOST_TEST(member(id, "family_name") == "Marchand-Kovač");
}

BOOST_AUTO_TEST_CASE(a_second_redemption_is_refused_and_revokes_the_first) {
    const std::string code = shop.code(browser);
    const Page first = shop.token(shop.redemption(code));
    const std::string access_token = member(first, "access_token");
    BOOST_TEST(shop.userinfo(access_token).status == 200);
    idp.clock.advance(Seconds(120));
    BOOST_TEST(refusal(shop.redemption(code)) == "invalid_grant");
    BOOST_TEST(shop.userinfo(access_token).status == 401);
}

BOOST_AUTO_TEST_CASE(twenty_threads_redeem_one_code_and_one_wins) {
    const std::string code = shop.code(browser);
    std::atomic<int> won{0};
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 20; ++i)
        threads.emplace_back([&] {
            const Page page = shop.token(shop.redemption(code));
            if (page.status == 200) ++won;
            if (page.status == 400 && member(page, "error") == "invalid_grant") ++refused;
        });
    for (auto& thread : threads) thread.join();
    BOOST_TEST(won == 1);
    BOOST_TEST(refused == 19);
}

BOOST_AUTO_TEST_CASE(a_code_lives_sixty_seconds_and_as_long_as_the_session) {
    const std::string late = shop.code(browser);
    idp.clock.advance(Seconds(60));
    BOOST_TEST(refusal(shop.redemption(late)) == "invalid_grant");
    const std::string orphan = shop.code(browser);
    browser.post("/sign-out", {}, browser.get("/sign-out"));
    BOOST_TEST(refusal(shop.redemption(orphan)) == "invalid_grant");
}

BOOST_AUTO_TEST_CASE(a_wrong_verifier_or_address_burns_the_code) {
    const std::string code = shop.code(browser);
    Fields wrong = shop.redemption(code);
    wrong.back().second = std::string(43, 'w');
    BOOST_TEST(refusal(wrong) == "invalid_grant");
    BOOST_TEST(refusal(shop.redemption(code)) == "invalid_grant");
    BOOST_TEST(refusal_with("redirect_uri", "https://localhost:9543/other") == "invalid_grant");
    BOOST_TEST(refusal_with("code_verifier", "short") == "invalid_grant");
}

BOOST_AUTO_TEST_CASE(malformed_requests_get_their_own_error) {
    BOOST_TEST(refusal_with("code_verifier", "") == "invalid_request");
    BOOST_TEST(refusal_with("code", "") == "invalid_request");
    BOOST_TEST(refusal_with("grant_type", "") == "invalid_request");
    BOOST_TEST(refusal_with("grant_type", "password") == "unsupported_grant_type");
    BOOST_TEST(refusal_with("grant_type", "client_credentials") == "unauthorized_client");
    BOOST_TEST(refusal_with("resource", "https://localhost:9443") == "invalid_target");
    BOOST_TEST(refusal_with("code", "unknown") == "invalid_grant");
}

BOOST_AUTO_TEST_CASE(another_clients_code_is_refused_and_stays_good) {
    Application thief{idp};
    thief.client_id = "thief";
    thief.import(thief.metadata());
    const std::string code = shop.code(browser);
    BOOST_TEST(member(thief.token(thief.redemption(code)), "error") == "invalid_grant");
    BOOST_TEST(shop.token(shop.redemption(code)).status == 200);
}

BOOST_AUTO_TEST_CASE(a_client_authenticates_only_as_it_is_registered_and_only_once) {
    const Fields redemption = shop.redemption(shop.code(browser));
    const auto status_of = [&](Fields more, const httplib::Headers& headers) {
        Fields fields = redemption;
        fields.insert(fields.end(), more.begin(), more.end());
        const Page page = idp.browser().post_raw("/token", fields, headers);
        return std::to_string(page.status) + " " + member(page, "error");
    };
    BOOST_TEST(status_of({}, {}) == "401 invalid_client");
    BOOST_TEST(status_of({{"client_id", "shop"}}, {}) == "401 invalid_client");
    BOOST_TEST(status_of({{"client_id", "shop"}, {"client_secret", shop.secret}}, {}) == "401 invalid_client");
    BOOST_TEST(status_of({{"client_secret", shop.secret}}, shop.basic()) == "400 invalid_request");
    BOOST_TEST(status_of({}, {{"Authorization", "Basic " + base64("shop:wrong")}}) == "401 invalid_client");
    BOOST_TEST(status_of({}, {{"Authorization", "Basic !"}}) == "401 invalid_client");
    BOOST_TEST(status_of({{"client_id", "other"}}, shop.basic()) == "401 invalid_client");
    BOOST_TEST(status_of({}, shop.basic()) == "200 ");
}

BOOST_AUTO_TEST_CASE(a_public_client_needs_only_its_verifier) {
    auto metadata = shop.metadata();
    metadata.erase("client_secret");
    metadata["token_endpoint_auth_method"] = "none";
    shop.import(metadata);
    Fields fields = shop.redemption(shop.code(browser));
    fields.emplace_back("client_id", "shop");
    BOOST_TEST(idp.browser().post_raw("/token", fields, {}).status == 200);
}

BOOST_AUTO_TEST_CASE(userinfo_tells_what_the_scope_allows_by_header_and_by_body) {
    const std::string token = member(shop.tokens(browser), "access_token");
    const Page page = shop.userinfo(token);
    BOOST_TEST(member(page, "email") == "elodie@example.org");
    BOOST_TEST(member(page, "email_verified") == "true");
    BOOST_TEST(member(page, "name") == "Élodie Marchand-Kovač");
    BOOST_TEST(idp.browser().post_raw("/userinfo", {{"access_token", token}}, {}).body == page.body);
    BOOST_TEST(idp.browser().post_raw("/userinfo", {{"access_token", token}}, {{"Authorization", "Bearer " + token}}).status == 400);
    BOOST_TEST(idp.browser().get("/userinfo?access_token=" + token).status == 401);
    BOOST_TEST(shop.userinfo(token + "x").status == 401);
    BOOST_TEST(shop.userinfo(member(shop.tokens(browser), "id_token")).status == 401);
    idp.clock.advance(Seconds(3600 + 10));
    BOOST_TEST(shop.userinfo(token).header("WWW-Authenticate").find("invalid_token") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(posts_come_as_a_distributed_claim_with_a_token_for_that_environment_only) {
    shop.scope = "openid grants:production";
    const std::string token = member(shop.tokens(browser), "access_token");
    const auto claims = boost::json::parse(shop.userinfo(token).body).as_object();
    BOOST_TEST(json::dump(claims.at("_claim_names")) == R"({"grants":"production"})");
    const auto& source = claims.at("_claim_sources").as_object().at("production").as_object();
    BOOST_TEST(member(source, "endpoint") == "https://localhost:9443/me/posts");
    const auto content = shop.claims(member(source, "access_token"), "at+jwt", "https://localhost:9443");
    BOOST_TEST(member(content, "scope") == "posts");
    BOOST_TEST(member(content, "exp") == std::to_string(to_seconds(idp.clock.now()) + 300));
    BOOST_TEST(shop.userinfo(member(source, "access_token")).status == 403);
}

BOOST_AUTO_TEST_CASE(a_token_for_somebody_elses_api_never_opens_userinfo) {
    auto metadata = shop.metadata();
    metadata["resources"] = boost::json::array{"https://localhost:9443"};
    metadata["own_resource"] = "https://localhost:9543";
    shop.import(metadata);
    BOOST_TEST(shop.userinfo(member(shop.tokens(browser), "access_token")).status == 200);
    Fields foreign = shop.redemption(shop.code(browser));
    foreign.emplace_back("resource", "https://localhost:9443");
    const std::string token = member(shop.token(foreign), "access_token");
    const auto content = shop.claims(token, "at+jwt", "https://localhost:9443");
    BOOST_TEST(member(content, "scope") == "profile email");
    BOOST_TEST(shop.userinfo(token).status == 403);
}

BOOST_AUTO_TEST_CASE(discovery_and_keys_may_be_cached_and_hold_nothing_private) {
    const Page document = browser.get("/.well-known/openid-configuration");
    BOOST_TEST(member(document, "issuer") == idp.base());
    BOOST_TEST(document.body == browser.get("/.well-known/oauth-authorization-server").body);
    const Page keys = browser.get("/jwks");
    BOOST_TEST(keys.header("Cache-Control") == "public, max-age=300");
    BOOST_TEST(browser.get("/jwks", {{"If-None-Match", keys.header("ETag")}}).status == 304);
    BOOST_TEST(keys.shows("\"alg\":\"ES256\""));
    BOOST_TEST(keys.shows("\"alg\":\"RS256\""));
    for (const auto* member : {"\"d\":", "\"p\":", "\"q\":"}) BOOST_TEST(!keys.shows(member));
}

BOOST_AUTO_TEST_SUITE_END()
