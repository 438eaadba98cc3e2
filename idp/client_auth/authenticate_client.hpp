// Who asks at /token (RFC 6749 section 2.3, OpenID Connect Core 9): none, client_secret_basic, client_secret_post or
// private_key_jwt, and only the one that the client is registered for.
#pragma once

#include "base/http/message.hpp"
#include "base/secret.hpp"
#include "idp/client_auth/client.hpp"
#include "idp/tokens/protocol.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gatehouse::idp {

// What the request shows, not yet believed.
struct Credentials {
    ClientAuth method = ClientAuth::none;
    std::string client_id;
    std::vector<Secret> secrets;  // of Basic: decoded as RFC 6749 wants, and as it came (many clients do not encode)
    std::string assertion;
};
// Errors: invalid_request (two methods at once), invalid_client.
Result<Credentials> read_credentials(const http::Request& request, const http::Parameters& form);

struct Assertion {
    std::string jti;
    Instant expires_at{};
};
struct AuthenticatedClient {
    Client client;
    std::optional<Assertion> assertion;  // to be used up in the transaction that issues (used_assertions.hpp)
};
// Errors: invalid_client; the message does not tell an unknown client from a wrong secret.
Result<AuthenticatedClient> authenticate_client(const Protocol& protocol, const Credentials& credentials);

// RFC 7523 section 3: signed by a key of the client; iss = sub = client_id, aud this issuer or its token endpoint, exp at
// most ten minutes away, jti present.
Result<Assertion> check_client_assertion(const Protocol& protocol, const Client& client, const std::string& assertion);
// The client_id that an assertion claims to be of; nothing is verified.
Result<std::string> claimed_client_id(const std::string& assertion);

}  // namespace gatehouse::idp
