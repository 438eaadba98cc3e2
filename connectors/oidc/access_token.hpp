// A resource server's check of an access token: RFC 9068 section 4 with our own address as the one exact audience.
#pragma once

#include "connectors/oidc/provider.hpp"

#include <string>
#include <string_view>

namespace gatehouse::oidc {

struct AccessToken {
    std::string issuer;
    std::string sub;
    std::string client_id;
    std::string scope;  // space separated
    std::string jti;
    Instant expires;
};

// audience: this resource, e.g. "https://localhost:9443"; scope: one word that must be among the token's.
// Errors: invalid_token (401), insufficient_scope (403), unavailable (the issuer's keys cannot be fetched).
Result<AccessToken> verify_access_token(Provider& provider, std::string_view token, const std::string& audience, std::string_view scope,
                                        Instant now);

// The scope list (space separated) has the word.
bool has_scope(std::string_view list, std::string_view word);

}  // namespace gatehouse::oidc
