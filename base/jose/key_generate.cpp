#include "base/encoding.hpp"
#include "base/jose/algorithm.hpp"
#include "base/jose/key_impl.hpp"

#include <openssl/core_names.h>
#include <openssl/rsa.h>

#include <stdexcept>

namespace gatehouse::jose {

namespace {

PkeyPtr generate_pkey(const AlgorithmRow& shape) {
    switch (shape.family) {
        case Family::ec:
            return PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", shape.group));
        case Family::ed25519:
            return PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
        default:
            return PkeyPtr(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048}));
    }
}

std::string number(const EVP_PKEY* key, const char* parameter, std::size_t width) {
    BIGNUM* value = nullptr;
    if (EVP_PKEY_get_bn_param(key, parameter, &value) != 1) throw std::runtime_error("a new key cannot be read");
    const BigNumber owned(value);
    std::string bytes(width != 0 ? width : static_cast<std::size_t>(BN_num_bytes(value)), '\0');
    BN_bn2binpad(value, raw(bytes.data()), static_cast<int>(bytes.size()));
    return base64url(bytes);
}

boost::json::object export_ec(const EVP_PKEY* key, const AlgorithmRow& shape) {
    return {{"kty", "EC"},
            {"crv", shape.curve},
            {"x", number(key, OSSL_PKEY_PARAM_EC_PUB_X, shape.field_bytes)},
            {"y", number(key, OSSL_PKEY_PARAM_EC_PUB_Y, shape.field_bytes)},
            {"d", number(key, OSSL_PKEY_PARAM_PRIV_KEY, shape.field_bytes)}};
}

boost::json::object export_ed25519(const EVP_PKEY* key) {
    std::string x(32, '\0');
    std::string d(32, '\0');
    std::size_t length = 32;
    if (EVP_PKEY_get_raw_public_key(key, raw(x.data()), &length) != 1 || EVP_PKEY_get_raw_private_key(key, raw(d.data()), &length) != 1)
        throw std::runtime_error("a new key cannot be read");
    return {{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", base64url(x)}, {"d", base64url(d)}};
}

boost::json::object export_rsa(const EVP_PKEY* key) {
    return {{"kty", "RSA"},
            {"n", number(key, OSSL_PKEY_PARAM_RSA_N, 0)},
            {"e", number(key, OSSL_PKEY_PARAM_RSA_E, 0)},
            {"d", number(key, OSSL_PKEY_PARAM_RSA_D, 0)},
            {"p", number(key, OSSL_PKEY_PARAM_RSA_FACTOR1, 0)},
            {"q", number(key, OSSL_PKEY_PARAM_RSA_FACTOR2, 0)},
            {"dp", number(key, OSSL_PKEY_PARAM_RSA_EXPONENT1, 0)},
            {"dq", number(key, OSSL_PKEY_PARAM_RSA_EXPONENT2, 0)},
            {"qi", number(key, OSSL_PKEY_PARAM_RSA_COEFFICIENT1, 0)}};
}

}  // namespace

Key Key::generate(Algorithm wanted) {
    const AlgorithmRow& shape = row(wanted);
    const PkeyPtr pkey = generate_pkey(shape);
    if (pkey == nullptr) throw std::runtime_error("OpenSSL cannot generate a key");
    boost::json::object jwk = shape.family == Family::ec        ? export_ec(pkey.get(), shape)
                              : shape.family == Family::ed25519 ? export_ed25519(pkey.get())
                                                                : export_rsa(pkey.get());
    jwk["alg"] = shape.name;
    auto key = from_jwk(jwk);
    if (!key) throw std::runtime_error("a new key is refused: " + key.error().message);
    return *std::move(key);
}

}  // namespace gatehouse::jose
