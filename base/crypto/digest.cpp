#include "base/crypto/digest.hpp"

#include "base/encoding.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <memory>
#include <stdexcept>

namespace gatehouse::crypto {

namespace {

// Fetched once: an implicit fetch costs more than the digest of a short text and does not scale over threads.
const EVP_MD* fetched(const char* name) {
    EVP_MD* digest = EVP_MD_fetch(nullptr, name, nullptr);
    if (digest == nullptr) throw std::runtime_error(std::string("OpenSSL has no ") + name);
    return digest;
}

std::string digest_of(const EVP_MD* algorithm, std::string_view data) {
    std::string out(static_cast<std::size_t>(EVP_MD_get_size(algorithm)), '\0');
    if (EVP_Digest(data.data(), data.size(), reinterpret_cast<unsigned char*>(out.data()), nullptr, algorithm, nullptr) != 1)
        throw std::runtime_error("EVP_Digest failed");
    return out;
}

struct FreeMac {
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

}  // namespace

std::string sha256(std::string_view data) {
    static const EVP_MD* const algorithm = fetched("SHA256");
    return digest_of(algorithm, data);
}

std::string sha384(std::string_view data) {
    static const EVP_MD* const algorithm = fetched("SHA384");
    return digest_of(algorithm, data);
}

std::string sha512(std::string_view data) {
    static const EVP_MD* const algorithm = fetched("SHA512");
    return digest_of(algorithm, data);
}

std::string hmac_sha256(std::string_view key, std::string_view data) {
    static EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    const std::unique_ptr<EVP_MAC_CTX, FreeMac> context(EVP_MAC_CTX_new(hmac));
    char sha[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, sha, 0), OSSL_PARAM_construct_end()};
    std::string out(32, '\0');
    std::size_t written = 0;
    // An empty key would mean "keep the last one" to EVP_MAC_init; a zero byte gives the same HMAC (RFC 2104 pads with zeros).
    if (key.empty()) key = std::string_view("\0", 1);
    if (context == nullptr ||
        EVP_MAC_init(context.get(), reinterpret_cast<const unsigned char*>(key.data()), key.size(), parameters) != 1 ||
        EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char*>(data.data()), data.size()) != 1 ||
        EVP_MAC_final(context.get(), reinterpret_cast<unsigned char*>(out.data()), &written, out.size()) != 1 || written != out.size())
        throw std::runtime_error("HMAC failed");
    return out;
}

bool equal(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string fingerprint(std::string_view secret) {
    return base64url(sha256(secret));
}

}  // namespace gatehouse::crypto
