// The sign-in under way, sealed into a cookie of the browser that began it: nobody can finish it in another one
// (login CSRF, RFC 9700 section 4.7).
#pragma once

#include "base/crypto/seal.hpp"
#include "base/http/message.hpp"

#include <optional>
#include <string>

namespace gatehouse::oidc {

class TransactionCookie {
public:
    // name e.g. "__Host-gh-production-signin"; associated e.g. "gatehouse-authz/production/sign-in/v1".
    TransactionCookie(const crypto::Seal& seal, std::string name, std::string associated);
    void write(http::Response& response, std::string_view transaction) const;
    // "" where there is none, two, or one that is not ours: complete() refuses that.
    std::string read(const http::Request& request) const;
    void clear(http::Response& response) const;

private:
    const crypto::Seal& seal_;
    std::string name_;
    std::string associated_;
};

}  // namespace gatehouse::oidc
