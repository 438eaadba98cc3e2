#include "connectors/oidc/access_token.hpp"
#include "connectors/oidc/relying_party.hpp"
#include "connectors/oidc/transaction_cookie.hpp"
#include "tests/support/fake_issuer.hpp"

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

namespace gatehouse::tests {

namespace {

using Object = boost::json::object;

struct Party {
    ManualClock clock{from_seconds(1'795'000'000)};
    crypto::SystemRandom random;
    Log log{"tests", LogLevel::error, "/dev/null"};
    FakeIssuer issuer{clock};
    oidc::Provider provider{issuer.issuer, issuer, clock};
    oidc::RelyingParty party{provider, {.client_id = "desk", .secret = Secret("s3cret/+")}, issuer, {clock, random, log}};

    oidc::SignIn wanted() const { return {.redirect_uri = "https://desk.example/callback"}; }
    Result<oidc::SignedIn> sign_in() { return sign_in(wanted()); }
    Result<oidc::SignedIn> sign_in(const oidc::SignIn& with) {
        const auto begun = party.begin(with);
        BOOST_REQUIRE(begun.has_value());
        return party.complete(issuer.approve(begun->url), begun->transaction);
    }
    void refuses_id_token(const std::string& field, const FakeIssuer::Bend& bend) {
        issuer.bend_id_token = bend;
        const auto result = sign_in();
        BOOST_REQUIRE_MESSAGE(!result.has_value(), field);
        BOOST_TEST((result.error().code == ErrorCode::invalid_token), field);
        issuer.bend_id_token = {};
    }
    Result<oidc::AccessToken> check(const std::string& token) {
        return oidc::verify_access_token(provider, token, "https://api.example", "posts", clock.now());
    }
    void refuses_access_token(const char* what, const FakeIssuer::Bend& bend) {
        const auto result = check(issuer.access_token("https://api.example", "posts", bend));
        BOOST_REQUIRE_MESSAGE(!result.has_value(), what);
        BOOST_TEST((result.error().code == ErrorCode::invalid_token), what);
    }
};

FakeIssuer::Bend set(const char* claim, boost::json::value value) {
    return [=](Object&, Object& payload) { payload[claim] = value; };
}

FakeIssuer::Bend drop(const char* claim) {
    return [=](Object&, Object& payload) { payload.erase(claim); };
}

template <class T>
ErrorCode code_of(const Result<T>& result) {
    BOOST_REQUIRE(!result.has_value());
    return result.error().code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(oidc_relying_party)

BOOST_FIXTURE_TEST_CASE(a_sign_in_carries_pkce_state_nonce_and_what_was_asked, Party) {
    oidc::SignIn with = wanted();
    with.resource = "https://api.example";
    with.ui_locales = "fr";
    with.prompt = "login";
    with.max_age = Seconds{60};
    with.return_to = "/next?a=b";
    const auto begun = party.begin(with);
    BOOST_REQUIRE(begun.has_value());
    BOOST_TEST(begun->url.starts_with("https://issuer.example/authorize?"));
    const auto asked = *http::Parameters::parse(begun->url.substr(begun->url.find('?') + 1));
    BOOST_TEST(asked.get("response_type") == "code");
    BOOST_TEST(asked.get("code_challenge_method") == "S256");
    BOOST_TEST(asked.get("code_challenge").size() == 43U);
    BOOST_TEST(asked.get("state").size() == 22U);
    BOOST_TEST(asked.get("nonce").size() == 22U);
    BOOST_TEST(asked.get("resource") == "https://api.example");
    BOOST_TEST(asked.get("ui_locales") == "fr");
    BOOST_TEST(asked.get("prompt") == "login");
    BOOST_TEST(asked.get("max_age") == "60");
    const auto done = party.complete(issuer.approve(begun->url), begun->transaction);
    BOOST_REQUIRE(done.has_value());
    BOOST_TEST(done->sub == issuer.sub);
    BOOST_TEST(done->return_to == "/next?a=b");
    BOOST_TEST(issuer.last_form.get("resource") == "https://api.example");
    BOOST_TEST(issuer.last_authorization == "Basic ZGVzazpzM2NyZXQlMkYlMkI=");
    BOOST_TEST((done->access_token_expires == clock.now() + Seconds{300}));
}

BOOST_FIXTURE_TEST_CASE(a_key_signs_the_client_in_instead_of_a_secret, Party) {
    const jose::Key mine = jose::Key::generate(jose::Algorithm::ES256);
    oidc::RelyingParty with_key(provider, {.client_id = "desk", .key = mine}, issuer, {clock, random, log});
    const auto begun = with_key.begin(wanted());
    BOOST_REQUIRE(begun.has_value());
    BOOST_REQUIRE(with_key.complete(issuer.approve(begun->url), begun->transaction).has_value());
    BOOST_TEST(issuer.last_authorization == "");
    BOOST_TEST(issuer.last_form.get("client_assertion_type") == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    jose::KeySet keys;
    keys.add(mine);
    const jose::Expectation expected{.issuer = "desk", .audience = issuer.issuer, .exact_audience = true};
    const auto assertion = jose::verify_compact(issuer.last_form.get("client_assertion"), keys, expected, clock.now());
    BOOST_REQUIRE(assertion.has_value());
    BOOST_TEST(assertion->payload.at("sub").get_string() == "desk");
    BOOST_TEST(assertion->payload.contains("jti"));
}

BOOST_FIXTURE_TEST_CASE(another_state_another_issuer_or_none_is_refused, Party) {
    const auto begun = party.begin(wanted());
    const auto bent = [&](const char* name, const char* value) {
        http::Request callback = issuer.approve(begun->url);
        http::Parameters changed;
        for (const auto& [key, old] : callback.query.list()) {
            if (key != name) changed.add(key, old);
        }
        if (*value != '\0') changed.add(name, value);
        callback.query = changed;
        return code_of(party.complete(callback, begun->transaction));
    };
    BOOST_TEST((bent("state", "other") == ErrorCode::bad_input));
    BOOST_TEST((bent("state", "") == ErrorCode::bad_input));
    BOOST_TEST((bent("iss", "https://evil.example") == ErrorCode::bad_input));
    BOOST_TEST((bent("iss", "") == ErrorCode::bad_input));
    BOOST_TEST((bent("code", "") == ErrorCode::invalid_request));
    BOOST_TEST((bent("code", "unknown") == ErrorCode::forbidden));
    BOOST_TEST(issuer.calls["/token"] == 1);
}

BOOST_FIXTURE_TEST_CASE(without_its_transaction_or_after_ten_minutes_it_is_refused, Party) {
    const auto begun = party.begin(wanted());
    const auto other = party.begin(wanted());
    BOOST_TEST((code_of(party.complete(issuer.approve(begun->url), "")) == ErrorCode::bad_input));
    BOOST_TEST((code_of(party.complete(issuer.approve(begun->url), "{}")) != ErrorCode::internal));
    BOOST_TEST((code_of(party.complete(issuer.approve(begun->url), other->transaction)) == ErrorCode::bad_input));
    clock.advance(Seconds{601});
    BOOST_TEST((code_of(party.complete(issuer.approve(begun->url), begun->transaction)) == ErrorCode::bad_input));
}

BOOST_FIXTURE_TEST_CASE(the_issuers_refusal_is_passed_on_by_kind, Party) {
    const auto refused_with = [&](const char* word) {
        const auto begun = party.begin(wanted());
        http::Request callback = issuer.approve(begun->url);
        callback.query.add("error", word);
        return code_of(party.complete(callback, begun->transaction));
    };
    BOOST_TEST((refused_with("access_denied") == ErrorCode::access_denied));
    BOOST_TEST((refused_with("login_required") == ErrorCode::login_required));
    BOOST_TEST((refused_with("temporarily_unavailable") == ErrorCode::unavailable));
    BOOST_TEST((refused_with("<script>") == ErrorCode::access_denied));
}

BOOST_FIXTURE_TEST_CASE(every_rule_of_id_token_validation_is_kept, Party) {
    const std::int64_t now = to_seconds(clock.now());
    refuses_id_token("iss", set("iss", "https://evil.example"));
    refuses_id_token("aud", set("aud", "another-client"));
    refuses_id_token("aud without azp", set("aud", boost::json::array{"desk", "another-client"}));
    refuses_id_token("azp", set("azp", "another-client"));
    refuses_id_token("exp", set("exp", now - 60));
    refuses_id_token("no exp", drop("exp"));
    refuses_id_token("iat in the future", set("iat", now + 600));
    refuses_id_token("no iat", drop("iat"));
    refuses_id_token("nonce", set("nonce", "other"));
    refuses_id_token("no nonce", drop("nonce"));
    refuses_id_token("at_hash", set("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"));
    refuses_id_token("no sub", drop("sub"));
    refuses_id_token("sub is a number", set("sub", 5));
    refuses_id_token("typ", [](Object& header, Object&) { header["typ"] = "at+jwt"; });
    BOOST_TEST(sign_in().has_value());
    issuer.bend_id_token = [](Object&, Object& payload) {
        payload["aud"] = boost::json::array{"desk", "another-client"};
        payload["azp"] = "desk";
    };
    BOOST_TEST(sign_in().has_value());
    issuer.bend_token_answer = [](Object& answer) { answer.erase("id_token"); };
    BOOST_TEST((code_of(sign_in()) == ErrorCode::invalid_token));
}

BOOST_FIXTURE_TEST_CASE(an_id_token_signed_by_another_key_is_refused, Party) {
    BOOST_REQUIRE(sign_in().has_value());
    const jose::Key stranger = jose::Key::generate(jose::Algorithm::ES256);
    issuer.bend_token_answer = [&](Object& answer) { answer["id_token"] = jose::sign_compact(stranger, {}, {{"sub", "x"}}); };
    BOOST_TEST((code_of(sign_in()) == ErrorCode::invalid_token));
}

BOOST_FIXTURE_TEST_CASE(max_age_needs_a_recent_auth_time, Party) {
    oidc::SignIn strict = wanted();
    strict.max_age = Seconds{60};
    BOOST_TEST(sign_in(strict).has_value());
    issuer.bend_id_token = set("auth_time", to_seconds(clock.now()) - 71);
    BOOST_TEST((code_of(sign_in(strict)) == ErrorCode::invalid_token));
    BOOST_TEST(sign_in().has_value());
    issuer.bend_id_token = drop("auth_time");
    BOOST_TEST((code_of(sign_in(strict)) == ErrorCode::invalid_token));
}

BOOST_FIXTURE_TEST_CASE(only_a_path_of_ours_is_returned_to, Party) {
    for (const char* evil : {"https://evil.example/", "//evil.example", "/\\evil.example", "", "javascript:x", "/a\r\nb"}) {
        oidc::SignIn with = wanted();
        with.return_to = evil;
        const auto done = sign_in(with);
        BOOST_REQUIRE(done.has_value());
        BOOST_TEST(done->return_to == "/", evil);
    }
}

BOOST_FIXTURE_TEST_CASE(userinfo_of_another_person_is_refused, Party) {
    issuer.userinfo = {{"given_name", "Élodie"}};
    const auto claims = party.userinfo(Secret("t"), issuer.sub);
    BOOST_REQUIRE(claims.has_value());
    BOOST_TEST(claims->at("given_name").get_string() == "Élodie");
    issuer.userinfo = {{"sub", "n99999999"}};
    BOOST_TEST((code_of(party.userinfo(Secret("t"), issuer.sub)) == ErrorCode::invalid_token));
}

BOOST_FIXTURE_TEST_CASE(logging_out_leads_to_the_issuer_where_it_has_a_place, Party) {
    const auto url = party.logout_url("hint", "https://desk.example/signed-out");
    BOOST_REQUIRE(url.has_value());
    BOOST_TEST(
        *url ==
        "https://issuer.example/logout?client_id=desk&id_token_hint=hint&post_logout_redirect_uri=https%3A%2F%2Fdesk.example%2Fsigned-out");
}

BOOST_FIXTURE_TEST_CASE(a_client_token_is_kept_until_shortly_before_it_expires, Party) {
    const auto first = party.client_token("decision", "https://api.example");
    BOOST_REQUIRE(first.has_value());
    BOOST_TEST(issuer.last_form.get("grant_type") == "client_credentials");
    BOOST_TEST(issuer.last_form.get("resource") == "https://api.example");
    clock.advance(Seconds{269});
    BOOST_REQUIRE(party.client_token("decision", "https://api.example").has_value());
    BOOST_TEST(issuer.calls["/token"] == 1);
    BOOST_REQUIRE(party.client_token("decision", "https://other.example").has_value());
    BOOST_TEST(issuer.calls["/token"] == 2);
    clock.advance(Seconds{2});
    BOOST_REQUIRE(party.client_token("decision", "https://api.example").has_value());
    BOOST_TEST(issuer.calls["/token"] == 3);
}

BOOST_FIXTURE_TEST_CASE(the_sign_in_cookie_opens_only_for_who_sealed_it, Party) {
    const crypto::Seal seal(Secret(std::string(32, 'k')), random);
    const oidc::TransactionCookie ours(seal, "__Host-gh-desk-signin", "coi-desk/sign-in/v1");
    const oidc::TransactionCookie theirs(seal, "__Host-gh-desk-signin", "gatehouse-authz/production/sign-in/v1");
    http::Response response;
    ours.write(response, "transaction");
    const std::string line(response.headers.get("Set-Cookie").value_or(""));
    BOOST_TEST(line.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600"));
    http::Request request;
    request.headers.add("Cookie", line.substr(0, line.find(';')));
    BOOST_TEST(ours.read(request) == "transaction");
    BOOST_TEST(theirs.read(request) == "");
    request.headers.add("Cookie", "__Host-gh-desk-signin=planted");
    BOOST_TEST(ours.read(request) == "");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(oidc_provider)

BOOST_FIXTURE_TEST_CASE(metadata_and_keys_are_fetched_once_and_again_after_their_time, Party) {
    const std::string token = issuer.access_token("https://api.example", "posts");
    for (int i = 0; i < 5; ++i) BOOST_REQUIRE(check(token).has_value());
    BOOST_TEST(issuer.calls["/.well-known/openid-configuration"] == 1);
    BOOST_TEST(issuer.calls["/jwks"] == 1);
    clock.advance(Seconds{601});
    BOOST_REQUIRE(check(issuer.access_token("https://api.example", "posts")).has_value());
    BOOST_TEST(issuer.calls["/jwks"] == 2);
}

BOOST_FIXTURE_TEST_CASE(an_unknown_key_is_looked_for_once_in_ten_seconds, Party) {
    BOOST_REQUIRE(check(issuer.access_token("https://api.example", "posts")).has_value());
    clock.advance(Seconds{11});
    issuer.key = jose::Key::generate(jose::Algorithm::ES256);
    BOOST_REQUIRE(check(issuer.access_token("https://api.example", "posts")).has_value());
    BOOST_TEST(issuer.calls["/jwks"] == 2);
    const jose::Key stranger = jose::Key::generate(jose::Algorithm::ES256);
    for (int i = 0; i < 20; ++i) {
        BOOST_TEST((code_of(check(jose::sign_compact(stranger, {{"typ", "at+jwt"}}, {{"sub", "x"}}))) == ErrorCode::invalid_token));
    }
    BOOST_TEST(issuer.calls["/jwks"] == 2);
}

BOOST_FIXTURE_TEST_CASE(while_the_issuer_is_away_known_keys_serve_for_a_day, Party) {
    BOOST_REQUIRE(check(issuer.access_token("https://api.example", "posts")).has_value());
    issuer.away = true;
    clock.advance(Seconds{23 * 3600});
    BOOST_TEST(check(issuer.access_token("https://api.example", "posts")).has_value());
    clock.advance(Seconds{2 * 3600});
    BOOST_TEST((code_of(check(issuer.access_token("https://api.example", "posts"))) == ErrorCode::unavailable));
}

BOOST_FIXTURE_TEST_CASE(an_issuer_that_comes_up_late_is_found_after_a_second, Party) {
    issuer.away = true;
    BOOST_TEST((code_of(party.begin(wanted())) == ErrorCode::unavailable));
    issuer.away = false;
    clock.advance(Seconds{2});
    BOOST_TEST(party.begin(wanted()).has_value());
}

BOOST_FIXTURE_TEST_CASE(metadata_of_another_issuer_or_with_unsafe_endpoints_is_refused, Party) {
    const auto refused_with = [&](const char* member, boost::json::value value) {
        issuer.bend_metadata = [=](Object& document) { document[member] = value; };
        oidc::Provider fresh(issuer.issuer, issuer, clock);
        return code_of(fresh.metadata());
    };
    BOOST_TEST((refused_with("issuer", "https://evil.example") == ErrorCode::unavailable));
    BOOST_TEST((refused_with("issuer", "https://issuer.example/") == ErrorCode::unavailable));
    BOOST_TEST((refused_with("token_endpoint", "http://issuer.example/token") == ErrorCode::unavailable));
    BOOST_TEST((refused_with("jwks_uri", nullptr) == ErrorCode::unavailable));
    BOOST_TEST((refused_with("authorization_endpoint", 5) == ErrorCode::unavailable));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(oidc_access_token)

BOOST_FIXTURE_TEST_CASE(a_token_for_us_with_the_scope_is_accepted, Party) {
    const auto token = check(issuer.access_token("https://api.example", "openid posts decision"));
    BOOST_REQUIRE(token.has_value());
    BOOST_TEST(token->sub == issuer.sub);
    BOOST_TEST(token->issuer == issuer.issuer);
    BOOST_TEST(token->client_id == "the-client");
    BOOST_TEST(
        check(issuer.access_token("https://api.example", "posts", set("aud", boost::json::array{"https://api.example"}))).has_value());
}

BOOST_FIXTURE_TEST_CASE(every_rule_of_rfc_9068_is_kept, Party) {
    const std::int64_t now = to_seconds(clock.now());
    refuses_access_token("typ JWT", [](Object& header, Object&) { header["typ"] = "JWT"; });
    refuses_access_token("no typ", [](Object& header, Object&) { header.erase("typ"); });
    refuses_access_token("iss", set("iss", "https://evil.example"));
    refuses_access_token("another aud", set("aud", "https://api.example/"));
    refuses_access_token("two auds", set("aud", boost::json::array{"https://api.example", "https://other.example"}));
    refuses_access_token("no aud", drop("aud"));
    refuses_access_token("exp", set("exp", now - 11));
    refuses_access_token("no exp", drop("exp"));
    refuses_access_token("nbf", set("nbf", now + 60));
    refuses_access_token("no sub", drop("sub"));
    refuses_access_token("no client_id", drop("client_id"));
    refuses_access_token("no jti", drop("jti"));
    BOOST_TEST((code_of(check("")) == ErrorCode::invalid_token));
    BOOST_TEST((code_of(check("a.b.c")) == ErrorCode::invalid_token));
    BOOST_TEST((code_of(check(std::string(9000, 'a'))) == ErrorCode::invalid_token));
}

BOOST_FIXTURE_TEST_CASE(a_token_without_the_scope_is_insufficient, Party) {
    for (const char* scope : {"", "post", "postsx", "decision openid"}) {
        BOOST_TEST((code_of(check(issuer.access_token("https://api.example", scope))) == ErrorCode::insufficient_scope), scope);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace gatehouse::tests
