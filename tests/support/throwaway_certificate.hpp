// A certificate authority that lives for one test, and leaves signed by it. EC P-256 keys, PEM files in a folder of the caller's.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <string>

namespace gatehouse::tests {

struct CertificateFiles {
    std::string certificate;
    std::string key;
};

class ThrowawayAuthority {
public:
    explicit ThrowawayAuthority(std::string folder);
    ~ThrowawayAuthority();
    const std::string& file() const { return file_; }  // PEM of the authority
    // subject_alternative_name as OpenSSL writes it: "DNS:localhost,IP:127.0.0.1".
    CertificateFiles issue(const std::string& name, const std::string& subject_alternative_name);

private:
    struct Impl;
    std::string folder_;
    std::string file_;
    std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::tests
