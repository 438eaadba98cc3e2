#include "base/encoding.hpp"
#include "base/jose/jws.hpp"
#include "base/json.hpp"
#include "tests/support/vectors.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using jose::Algorithm;

namespace {

boost::json::object ec_jwk() {
    return jose::Key::generate(Algorithm::ES256).public_jwk();
}

std::string refused(const boost::json::object& jwk) {
    const auto key = jose::Key::from_jwk(jwk);
    BOOST_REQUIRE(!key);
    BOOST_TEST(describe(key.error().code).wire == "invalid_request");
    return key.error().message;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(jose_keys)

BOOST_AUTO_TEST_CASE(every_algorithm_signs_and_verifies_with_a_key_that_went_through_its_jwk) {
    for (const auto algorithm :
         {Algorithm::ES256, Algorithm::ES384, Algorithm::ES512, Algorithm::RS256, Algorithm::PS512, Algorithm::EdDSA}) {
        const jose::Key key = jose::Key::generate(algorithm);
        const std::string signature = key.sign("data");
        const auto again = jose::Key::from_jwk(boost::json::parse(std::string(key.private_jwk().reveal())).as_object()).value();
        const auto public_half = jose::Key::from_jwk(key.public_jwk()).value();
        BOOST_TEST(again.can_sign());
        BOOST_TEST(!public_half.can_sign());
        BOOST_TEST(public_half.private_jwk().empty());
        BOOST_TEST(again.kid() == key.kid());
        BOOST_TEST(public_half.verify("data", signature), jose::name(algorithm));
        BOOST_TEST(public_half.verify("data", again.sign("data")));
        BOOST_TEST(!public_half.verify("dato", signature));
        BOOST_TEST(!public_half.verify("data", signature + "x"));
        BOOST_TEST(!public_half.verify("data", ""));
    }
}

BOOST_AUTO_TEST_CASE(a_public_jwk_shows_no_private_member) {
    for (const auto algorithm : {Algorithm::ES256, Algorithm::RS256, Algorithm::EdDSA}) {
        const auto jwk = jose::Key::generate(algorithm).public_jwk();
        for (const auto* member : {"d", "p", "q", "dp", "dq", "qi"}) BOOST_TEST(!jwk.contains(member));
        BOOST_TEST(jwk.at("use") == "sig");
    }
}

BOOST_AUTO_TEST_CASE(the_thumbprint_is_that_of_rfc_7638) {
    const auto jwk = boost::json::parse(
        R"({"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB"})");
    const auto key = jose::Key::from_jwk(jwk.as_object()).value();
    BOOST_TEST(key.thumbprint() == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    BOOST_TEST(key.kid() == key.thumbprint());
}

BOOST_AUTO_TEST_CASE(a_key_that_is_not_sound_is_refused) {
    auto off_curve = ec_jwk();
    off_curve["y"] = off_curve.at("x");
    BOOST_TEST(refused(off_curve).find("no point of its curve") != std::string::npos);
    auto short_x = ec_jwk();
    short_x["x"] = base64url(std::string(31, 'x'));
    BOOST_TEST(refused(short_x).find("32 bytes") != std::string::npos);
    auto mixed = boost::json::parse(std::string(jose::Key::generate(Algorithm::ES256).private_jwk().reveal())).as_object();
    mixed["d"] = boost::json::parse(std::string(jose::Key::generate(Algorithm::ES256).private_jwk().reveal())).at("d");
    BOOST_TEST(refused(mixed).find("belong together") != std::string::npos);
    auto wrong_alg = ec_jwk();
    wrong_alg["alg"] = "RS256";
    refused(wrong_alg);
    auto encryption = ec_jwk();
    encryption["use"] = "enc";
    refused(encryption);
    BOOST_TEST(refused({{"kty", "RSA"}, {"n", base64url(std::string(128, '\xff'))}, {"e", "AQAB"}}).find("1024 bits") != std::string::npos);
    refused({{"kty", "oct"}, {"k", "c2VjcmV0"}});
    refused({{"kty", "EC"}, {"crv", "secp256k1"}, {"x", "AA"}, {"y", "AA"}});
}

BOOST_AUTO_TEST_CASE(no_unsigned_or_symmetric_algorithm_has_a_name_here) {
    for (const auto* wire : {"none", "None", "HS256", "HS512", "es256", "ES256K", "RSA1_5", ""})
        BOOST_TEST(!jose::algorithm(wire).has_value(), wire);
    BOOST_TEST(jose::name(jose::algorithm("PS384").value()) == "PS384");
}

BOOST_AUTO_TEST_CASE(the_cookbook_signatures_hold) {
    const std::pair<std::string, std::string> files[] = {
        {"4_1.rsa_v15_signature.json", "RS256"}, {"4_2.rsa-pss_signature.json", "PS384"}, {"4_3.ecdsa_signature.json", "ES512"}};
    for (const auto& [file, alg] : files) {
        const auto path = test::vectors("jose-cookbook/jws/" + file);
        if (!path) return;
        const auto vector = test::read_json(*path);
        auto jwk = vector.at("input").at("key").as_object();
        jwk["alg"] = alg;
        const auto key = jose::Key::from_jwk(jwk).value();
        jose::KeySet keys;
        keys.add(key);
        const std::string compact(vector.at("output").at("compact").as_string());
        const auto proven = jose::verify_signature(compact, keys, {.algorithms = {key.algorithm()}});
        BOOST_REQUIRE_MESSAGE(proven, file);
        BOOST_TEST(proven->payload == std::string_view(vector.at("input").at("payload").as_string()));
        const std::string input = compact.substr(0, compact.rfind('.'));
        BOOST_TEST(key.verify(input, key.sign(input)));
        if (alg == "RS256") BOOST_TEST(base64url(key.sign(input)) == compact.substr(compact.rfind('.') + 1));
    }
}

BOOST_AUTO_TEST_CASE(the_ed25519_signature_of_rfc_8037_holds) {
    const auto path = test::vectors("jose-cookbook/curve25519/jws.json");
    if (!path) return;
    const auto vector = test::read_json(*path);
    const auto key = jose::Key::from_jwk(vector.at("input").at("key").as_object()).value();
    const std::string compact(vector.at("output").at("compact").as_string());
    BOOST_TEST(base64url(key.sign(compact.substr(0, compact.rfind('.')))) == compact.substr(compact.rfind('.') + 1));
}

BOOST_AUTO_TEST_SUITE_END()
