// ID token validation (OpenID Connect Core 1.0 section 3.1.3.7), nothing left out.
#pragma once

#include "base/jose/jws.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace gatehouse::oidc {

struct IdTokenExpectation {
    std::string issuer;
    std::string client_id;
    jose::Algorithm algorithm = jose::Algorithm::ES256;
    std::string nonce;
    std::string access_token;        // for at_hash
    std::optional<Seconds> max_age;  // as asked: auth_time is required then
};

// Errors: invalid_token; the message names the failed check.
Result<boost::json::object> verify_id_token(std::string_view id_token, const jose::KeySet& keys, const IdTokenExpectation& expected,
                                            Instant now);

}  // namespace gatehouse::oidc
