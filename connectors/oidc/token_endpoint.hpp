// Calls to the issuer's token endpoint, authenticated as the client we are (RFC 6749 section 2.3.1, RFC 7523).
#pragma once

#include "connectors/oidc/relying_party.hpp"

namespace gatehouse::oidc {

struct TokenAnswer {
    Secret access_token;
    std::string id_token;  // may be empty
    std::string scope;     // granted; "" where the issuer leaves it out: as asked (RFC 6749 section 5.1)
    Seconds expires_in{0};
};

// Errors: unavailable (no or no readable answer), forbidden (the issuer refuses; its error word stands in the detail).
Result<TokenAnswer> ask_token_endpoint(const Metadata& issuer, const ClientIdentity& identity, http::Parameters form, http::Client& client,
                                       Surroundings around);

}  // namespace gatehouse::oidc
