#include "base/crypto/digest.hpp"
#include "base/crypto/password.hpp"
#include "base/crypto/random.hpp"
#include "base/crypto/seal.hpp"
#include "base/encoding.hpp"
#include "tests/support/vectors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace gatehouse;

namespace {

constexpr crypto::PasswordCost cheap{.memory_bytes = 8 * 1024, .passes = 1};

std::string text_of(const boost::json::object& object, std::string_view member) {
    return std::string(object.at(member).as_string());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cryptography)

BOOST_AUTO_TEST_CASE(digests_are_those_of_fips_180) {
    BOOST_TEST(hex(crypto::sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    BOOST_TEST(hex(crypto::sha384("abc")).starts_with("cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"));
    BOOST_TEST(hex(crypto::sha512("abc")).starts_with("ddaf35a193617abacc417349ae204131"));
    BOOST_TEST(hex(crypto::hmac_sha256("Jefe", "what do ya want for nothing?")) ==
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    BOOST_TEST(hex(crypto::hmac_sha256("", "")) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    BOOST_TEST(crypto::fingerprint("abc").size() == 43U);
}

BOOST_AUTO_TEST_CASE(hmac_agrees_with_wycheproof) {
    const auto file = test::vectors("wycheproof/hmac_sha256_test.json");
    if (!file) return;
    const auto whole = test::read_json(*file);
    for (const auto& group : whole.at("testGroups").as_array()) {
        const auto tag_bytes = static_cast<std::size_t>(group.at("tagSize").as_int64() / 8);
        for (const auto& item : group.at("tests").as_array()) {
            const auto& object = item.as_object();
            const std::string tag = crypto::hmac_sha256(from_hex(text_of(object, "key")).value(), from_hex(text_of(object, "msg")).value());
            const bool same = hex(tag.substr(0, tag_bytes)) == text_of(object, "tag");
            BOOST_TEST(same == (text_of(object, "result") == "valid"), text_of(object, "comment"));
        }
    }
}

BOOST_AUTO_TEST_CASE(comparison_needs_the_same_length_and_bytes) {
    BOOST_TEST(crypto::equal("abc", "abc"));
    BOOST_TEST(!crypto::equal("abc", "abd"));
    BOOST_TEST(!crypto::equal("abc", "ab"));
    BOOST_TEST(crypto::equal("", ""));
}

BOOST_AUTO_TEST_CASE(a_token_has_43_letters_and_never_comes_twice) {
    crypto::SystemRandom random;
    const std::string first = random.token();
    BOOST_TEST(first.size() == 43U);
    BOOST_TEST(first != random.token());
    BOOST_TEST(random.token(16).size() == 22U);
}

BOOST_AUTO_TEST_CASE(a_password_is_verified_by_its_hash_alone) {
    const std::string hash = crypto::hash_password(Secret{"correct horse"}, cheap);
    BOOST_TEST(hash.starts_with("$argon2id$"));
    BOOST_TEST(crypto::verify_password(hash, Secret{"correct horse"}));
    BOOST_TEST(!crypto::verify_password(hash, Secret{"correct horsf"}));
    BOOST_TEST(!crypto::verify_password("", Secret{"x"}));
    BOOST_TEST(!crypto::verify_password(std::string(500, 'x'), Secret{"x"}));
    BOOST_TEST(!crypto::needs_rehash(hash, cheap));
    BOOST_TEST(crypto::needs_rehash(hash));
    BOOST_TEST(hash != crypto::hash_password(Secret{"correct horse"}, cheap));
}

BOOST_AUTO_TEST_CASE(sealed_text_opens_only_under_its_key_and_associated_data) {
    crypto::SystemRandom random;
    const crypto::Seal seal(Secret{std::string(32, 'k')}, random);
    const std::string sealed = seal.seal("session", "idp//session");
    BOOST_TEST(seal.open(sealed, "idp//session").value() == "session");
    BOOST_TEST(!seal.open(sealed, "authz/production/session").has_value());
    BOOST_TEST(!seal.open(sealed, "").has_value());
    BOOST_TEST(!crypto::Seal(Secret{std::string(32, 'j')}, random).open(sealed, "idp//session").has_value());
    BOOST_TEST(sealed != seal.seal("session", "idp//session"));
}

BOOST_AUTO_TEST_CASE(sealed_text_that_was_touched_is_refused) {
    crypto::SystemRandom random;
    const crypto::Seal seal(Secret{std::string(32, 'k')}, random);
    const std::string sealed = seal.seal("session", "a");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string touched = sealed;
        touched[i] = touched[i] == 'A' ? 'B' : 'A';
        BOOST_TEST(!seal.open(touched, "a").has_value());
    }
    BOOST_TEST(!seal.open("", "a").has_value());
    BOOST_TEST(!seal.open(sealed + "=", "a").has_value());
    BOOST_CHECK_THROW(crypto::Seal(Secret{"short"}, random), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
