#include "base/jose/key.hpp"

#include "base/jose/algorithm.hpp"
#include "base/jose/key_impl.hpp"

#include <openssl/rsa.h>

#include <stdexcept>

namespace gatehouse::jose {

namespace {

bool use_padding(EVP_PKEY_CTX* context, Family family) {
    if (family != Family::rsa_pss) return true;
    // RFC 7518 section 3.5: the salt is as long as the digest, MGF1 uses the same digest (OpenSSL's default).
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

// JWS wants r and s side by side, each as long as the field (RFC 7518 section 3.4); OpenSSL wants DER.
std::string to_jws(const std::string& der, std::size_t field_bytes) {
    const unsigned char* at = raw(der.data());
    const EcdsaSignature pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
    if (pair == nullptr) throw std::runtime_error("OpenSSL made a signature that it cannot read");
    std::string out(2 * field_bytes, '\0');
    BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), raw(out.data()), static_cast<int>(field_bytes));
    BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), raw(out.data()) + field_bytes, static_cast<int>(field_bytes));
    return out;
}

std::string to_der(std::string_view signature, std::size_t field_bytes) {
    const auto half = static_cast<int>(field_bytes);
    const EcdsaSignature pair(ECDSA_SIG_new());
    ECDSA_SIG_set0(pair.get(), BN_bin2bn(raw(signature.data()), half, nullptr), BN_bin2bn(raw(signature.data()) + half, half, nullptr));
    std::string der(static_cast<std::size_t>(i2d_ECDSA_SIG(pair.get(), nullptr)), '\0');
    unsigned char* at = raw(der.data());
    i2d_ECDSA_SIG(pair.get(), &at);
    return der;
}

}  // namespace

const std::string& Key::kid() const {
    return impl_->kid;
}

Algorithm Key::algorithm() const {
    return impl_->algorithm;
}

bool Key::can_sign() const {
    return !impl_->private_jwk.empty();
}

boost::json::object Key::public_jwk() const {
    boost::json::object jwk = impl_->members;
    jwk["kid"] = impl_->kid;
    jwk["alg"] = name(impl_->algorithm);
    jwk["use"] = "sig";
    return jwk;
}

Secret Key::private_jwk() const {
    return impl_->private_jwk;
}

std::string Key::thumbprint() const {
    return impl_->thumbprint;
}

std::string Key::sign(std::string_view data) const {
    if (!can_sign()) throw std::logic_error("a verification key cannot sign");
    const AlgorithmRow& shape = row(impl_->algorithm);
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* key_context = nullptr;
    std::size_t length = static_cast<std::size_t>(EVP_PKEY_get_size(impl_->pkey.get()));
    std::string signature(length, '\0');
    if (EVP_DigestSignInit(context.get(), &key_context, digest(shape.algorithm), nullptr, impl_->pkey.get()) != 1 ||
        !use_padding(key_context, shape.family) ||
        EVP_DigestSign(context.get(), raw(signature.data()), &length, raw(data.data()), data.size()) != 1)
        throw std::runtime_error("signing failed");
    signature.resize(length);
    return shape.family == Family::ec ? to_jws(signature, shape.field_bytes) : signature;
}

bool Key::fits(Algorithm used) const {
    const auto is_rsa = [](Algorithm one) { return row(one).family == Family::rsa_pkcs1 || row(one).family == Family::rsa_pss; };
    return used == impl_->algorithm || (impl_->any_of_type == AnyOfType::yes && is_rsa(used) && is_rsa(impl_->algorithm));
}

bool Key::verify(Algorithm used, std::string_view data, std::string_view signature) const {
    if (!fits(used)) return false;
    const AlgorithmRow& shape = row(used);
    std::string der;
    if (shape.family == Family::ec) {
        if (signature.size() != 2 * shape.field_bytes) return false;
        der = to_der(signature, shape.field_bytes);
        signature = der;
    }
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* key_context = nullptr;
    return EVP_DigestVerifyInit(context.get(), &key_context, digest(shape.algorithm), nullptr, impl_->pkey.get()) == 1 &&
           use_padding(key_context, shape.family) &&
           EVP_DigestVerify(context.get(), raw(signature.data()), signature.size(), raw(data.data()), data.size()) == 1;
}

}  // namespace gatehouse::jose
