// Who calls a machine endpoint: the access token in the Authorization header (RFC 6750 section 2.1), verified as RFC 9068
// section 4 says with this environment as its exact audience.
#pragma once

#include "base/http/message.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace gatehouse::authz {

struct Bearer {
    std::string issuer, sub, client_id;
};

// Errors: invalid_token (401), insufficient_scope (403), unavailable (the issuer's keys cannot be fetched).
using VerifyToken = std::function<Result<Bearer>(std::string_view token, std::string_view scope)>;

// Errors: unauthenticated where there is no bearer token, invalid_request where there are two.
Result<Bearer> bearer_of(const http::Request& request, std::string_view scope, const VerifyToken& verify);

}  // namespace gatehouse::authz
