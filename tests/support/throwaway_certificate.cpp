#include "tests/support/throwaway_certificate.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <stdexcept>

namespace gatehouse::tests {

namespace {

using KeyPointer = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using CertificatePointer = std::unique_ptr<X509, decltype(&X509_free)>;

KeyPointer new_key() {
    return {EVP_EC_gen("P-256"), EVP_PKEY_free};
}

void extend(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    if (extension == nullptr) throw std::runtime_error("certificate extension " + value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

CertificatePointer blank(EVP_PKEY* key, const std::string& name, long serial) {
    CertificatePointer certificate(X509_new(), X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86400);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    return certificate;
}

template <class Write>
void save(const std::string& path, Write write) {
    FILE* file = std::fopen(path.c_str(), "w");
    if (file == nullptr) throw std::runtime_error(path);
    write(file);
    std::fclose(file);
}

}  // namespace

struct ThrowawayAuthority::Impl {
    KeyPointer key = new_key();
    CertificatePointer certificate{nullptr, X509_free};
    long serial = 1;
};

ThrowawayAuthority::ThrowawayAuthority(std::string folder)
    : folder_(std::move(folder)), file_(folder_ + "/ca.pem"), impl_(std::make_unique<Impl>()) {
    impl_->certificate = blank(impl_->key.get(), "Throw-away authority", impl_->serial++);
    X509* certificate = impl_->certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    extend(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
    extend(certificate, certificate, NID_key_usage, "critical,keyCertSign");
    X509_sign(certificate, impl_->key.get(), EVP_sha256());
    save(file_, [&](FILE* file) { PEM_write_X509(file, certificate); });
}

ThrowawayAuthority::~ThrowawayAuthority() = default;

CertificateFiles ThrowawayAuthority::issue(const std::string& name, const std::string& subject_alternative_name) {
    const KeyPointer key = new_key();
    const CertificatePointer certificate = blank(key.get(), name, impl_->serial++);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(impl_->certificate.get()));
    extend(certificate.get(), impl_->certificate.get(), NID_subject_alt_name, subject_alternative_name);
    X509_sign(certificate.get(), impl_->key.get(), EVP_sha256());
    const CertificateFiles files{folder_ + "/" + name + ".pem", folder_ + "/" + name + ".key"};
    save(files.certificate, [&](FILE* file) { PEM_write_X509(file, certificate.get()); });
    save(files.key, [&](FILE* file) { PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    return files;
}

}  // namespace gatehouse::tests
