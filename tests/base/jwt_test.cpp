#include "base/encoding.hpp"
#include "base/jose/jws.hpp"
#include "base/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using jose::Algorithm;

namespace {

constexpr Instant now = from_seconds(1'800'000'000);
constexpr std::string_view issuer = "https://localhost:8443";

struct Fixture {
    jose::Key key = jose::Key::generate(Algorithm::ES256);
    jose::KeySet keys;
    jose::Expectation expected{.typ = "at+jwt", .issuer = std::string(issuer), .audience = "https://localhost:9443"};
    boost::json::object header{{"typ", "at+jwt"}};
    boost::json::object payload{{"iss", issuer}, {"aud", "https://localhost:9443"}, {"exp", 1'800'000'300}, {"iat", 1'800'000'000}};

    Fixture() { keys.add(key); }
    std::string token() const { return jose::sign_compact(key, header, payload); }
    // A correct signature over any header text.
    std::string token_with_header(std::string_view text) const {
        const std::string input = base64url(text) + "." + base64url(json::dump(payload));
        return input + "." + base64url(key.sign(input));
    }
    std::string refusal(const std::string& compact) const {
        const auto token = jose::verify_compact(compact, keys, expected, now);
        BOOST_REQUIRE(!token);
        BOOST_TEST(describe(token.error().code).wire == "invalid_token");
        return token.error().message;
    }
    bool accepted() const { return jose::verify_compact(token(), keys, expected, now).has_value(); }
};

bool says(const std::string& message, std::string_view part) {
    return message.find(part) != std::string::npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(jwt, Fixture)

BOOST_AUTO_TEST_CASE(a_token_of_ours_is_accepted_and_names_its_key) {
    const auto read = jose::verify_compact(token(), keys, expected, now);
    BOOST_REQUIRE(read);
    BOOST_TEST(read->header.at("kid").as_string() == std::string_view(key.kid()));
    BOOST_TEST(read->header.at("alg") == "ES256");
    BOOST_TEST(read->payload.at("iss").as_string() == issuer);
}

BOOST_AUTO_TEST_CASE(alg_none_is_refused) {
    const std::string input = base64url(R"({"alg":"none","typ":"at+jwt"})") + "." + base64url(json::dump(payload));
    BOOST_TEST(says(refusal(input + "."), "signature is missing"));
    BOOST_TEST(says(refusal(input + ".AAAA"), "algorithm is not accepted"));
}

BOOST_AUTO_TEST_CASE(an_algorithm_that_the_key_does_not_have_is_refused) {
    expected.algorithms = {Algorithm::ES256, Algorithm::RS256};
    BOOST_TEST(says(refusal(token_with_header(R"({"alg":"RS256","typ":"at+jwt"})")), "No key of the issuer fits"));
    BOOST_TEST(says(refusal(token_with_header(R"({"alg":"HS256","typ":"at+jwt"})")), "algorithm is not accepted"));
}

BOOST_AUTO_TEST_CASE(an_algorithm_that_was_not_expected_is_refused) {
    expected.algorithms = {Algorithm::RS256};
    BOOST_TEST(says(refusal(token()), "algorithm is not accepted"));
}

BOOST_AUTO_TEST_CASE(the_signer_cannot_be_made_to_name_another_algorithm) {
    header["alg"] = "none";
    header["kid"] = "other";
    BOOST_TEST(accepted());
}

BOOST_AUTO_TEST_CASE(duplicate_members_are_refused_in_header_and_payload) {
    BOOST_TEST(says(refusal(token_with_header(R"({"alg":"ES256","typ":"at+jwt","typ":"x"})")), "\"typ\" occurs twice"));
    const std::string input = base64url(R"({"alg":"ES256","typ":"at+jwt"})") + "." + base64url(R"({"iss":"a","iss":"b"})");
    BOOST_TEST(says(refusal(input + "." + base64url(key.sign(input))), "\"iss\" occurs twice"));
}

BOOST_AUTO_TEST_CASE(crit_and_b64_are_refused) {
    BOOST_TEST(says(refusal(token_with_header(R"({"alg":"ES256","typ":"at+jwt","crit":["exp"]})")), "extension"));
    BOOST_TEST(says(refusal(token_with_header(R"({"alg":"ES256","typ":"at+jwt","b64":false})")), "extension"));
}

BOOST_AUTO_TEST_CASE(lenient_base64url_is_refused_in_every_part) {
    const std::string good = token();
    const auto first = good.find('.');
    const auto second = good.rfind('.');
    BOOST_TEST(says(refusal(good + "=="), "signature"));
    BOOST_TEST(says(refusal(good + "\n"), "signature"));
    BOOST_TEST(says(refusal(good.substr(0, first) + "=" + good.substr(first)), "header is not base64url"));
    refusal(good.substr(0, second) + "=" + good.substr(second));
    BOOST_TEST(says(refusal(good + ".x"), "three parts"));
    BOOST_TEST(says(refusal("a.b"), "three parts"));
    BOOST_TEST(says(refusal(""), "three parts"));
}

BOOST_AUTO_TEST_CASE(the_wrong_typ_is_refused) {
    header["typ"] = "JWT";
    BOOST_TEST(says(refusal(token()), "typ is not \"at+jwt\""));
    header.erase("typ");
    BOOST_TEST(says(refusal(token()), "typ is not"));
    header["typ"] = "application/AT+JWT";
    BOOST_TEST(accepted());
}

BOOST_AUTO_TEST_CASE(a_key_that_the_token_brings_along_is_never_used) {
    const jose::Key stranger = jose::Key::generate(Algorithm::ES256);
    header["jwk"] = stranger.public_jwk();
    BOOST_TEST(says(refusal(jose::sign_compact(stranger, header, payload)), "No key of the issuer fits"));
}

BOOST_AUTO_TEST_CASE(a_token_without_kid_is_tried_against_at_most_eight_keys) {
    jose::KeySet many;
    for (int i = 0; i < 8; ++i) many.add(jose::Key::generate(Algorithm::ES256));
    many.add(key);
    const std::string compact = token_with_header(R"({"alg":"ES256","typ":"at+jwt"})");
    BOOST_TEST(jose::verify_compact(compact, keys, expected, now).has_value());
    BOOST_TEST(!jose::verify_compact(compact, many, expected, now).has_value());
}

BOOST_AUTO_TEST_CASE(the_message_names_the_skew_in_seconds) {
    payload["exp"] = to_seconds(now) - 75;
    BOOST_TEST(says(refusal(token()), "expired 75 s ago"));
    payload["exp"] = to_seconds(now) + 300;
    payload["iat"] = to_seconds(now) + 40;
    BOOST_TEST(says(refusal(token()), "issued 40 s in the future"));
    payload.erase("iat");
    payload["nbf"] = to_seconds(now) + 21;
    BOOST_TEST(says(refusal(token()), "another 21 s (nbf)"));
}

BOOST_AUTO_TEST_CASE(leeway_is_exact_and_exp_is_required) {
    payload["exp"] = to_seconds(now) - 9;
    BOOST_TEST(accepted());
    payload["exp"] = to_seconds(now) - 10;
    BOOST_TEST(!accepted());
    payload["exp"] = "1800000300";
    BOOST_TEST(says(refusal(token()), "exp must be a number"));
    payload.erase("exp");
    BOOST_TEST(says(refusal(token()), "no exp"));
}

BOOST_AUTO_TEST_CASE(issuer_and_audience_must_be_ours) {
    payload["iss"] = "https://localhost:8443/";
    BOOST_TEST(says(refusal(token()), "iss is not"));
    payload["iss"] = issuer;
    payload["aud"] = boost::json::array{"https://localhost:9443", "https://localhost:9444"};
    BOOST_TEST(accepted());
    expected.exact_audience = true;
    BOOST_TEST(says(refusal(token()), "aud is not exactly"));
    payload["aud"] = "https://localhost:9444";
    BOOST_TEST(says(refusal(token()), "aud is not"));
    payload["aud"] = 3;
    BOOST_TEST(says(refusal(token()), "aud must be"));
}

BOOST_AUTO_TEST_SUITE_END()
