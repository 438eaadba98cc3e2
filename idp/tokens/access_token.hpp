// Access tokens are JWTs (RFC 9068) with exactly one audience. They are not stored; a family can be revoked.
#pragma once

#include "idp/store/codes.hpp"
#include "idp/tokens/protocol.hpp"
#include "idp/tokens/scope.hpp"

#include <string>
#include <string_view>

namespace gatehouse::idp {

struct AccessTokenContent {
    std::string sub;
    std::string client_id;
    std::string audience;
    Scope scope;
    FamilyId family;  // empty: no code stands behind it
    Seconds lifetime{};
};

Result<std::string> make_access_token(const Protocol& protocol, const AccessTokenContent& content);

// Signature, typ, issuer, times; the audience is the caller's to check. Errors: invalid_token.
struct AccessToken {
    AccessTokenContent content;
    Instant expires_at{};
};
Result<AccessToken> read_access_token(const Protocol& protocol, std::string_view token);

}  // namespace gatehouse::idp
