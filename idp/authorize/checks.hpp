// The rules of an authorization request as a table of named checks, one rule a file. They run in order; the first that
// fails is the answer. Before them, client_id and redirect_uri are checked by themselves: until both are known to be right, nothing may be
// sent to the address (RFC 6749 section 4.1.2.1).
#pragma once

#include "base/http/message.hpp"
#include "base/jose/jws.hpp"
#include "idp/authorize/authorization_request.hpp"
#include "idp/client_auth/client.hpp"

#include <span>
#include <string>
#include <string_view>

namespace gatehouse::idp {

struct Checking {
    const http::Parameters& parameters;
    const Client& client;
    const std::string& issuer;
    const jose::KeySet& own_keys;   // for id_token_hint
    AuthorizationRequest& request;  // each check writes the part it has checked
};

using Check = Result<void> (*)(Checking&);

struct NamedCheck {
    std::string_view name;
    Check check;
};
std::span<const NamedCheck> checks();

// Runs the table. Errors carry the wire code that goes to the application.
Result<void> run_checks(Checking& checking);

Result<void> check_repeated_parameters(Checking& checking);
Result<void> check_request_object(Checking& checking);
Result<void> check_response_type(Checking& checking);
Result<void> check_response_mode(Checking& checking);
Result<void> check_grant_type(Checking& checking);
Result<void> check_scope(Checking& checking);
Result<void> check_code_challenge(Checking& checking);
Result<void> check_nonce(Checking& checking);
Result<void> check_resource(Checking& checking);
Result<void> check_prompt(Checking& checking);
Result<void> check_max_age(Checking& checking);
Result<void> check_hints(Checking& checking);

// By themselves, before the table. Errors must not redirect; Error::detail is the value received.
// redirect_uri: one of the registered ones, letter by letter; required even where only one is registered (RFC 9700 section 4.1.3).
Result<std::string> check_redirect_uri(const http::Parameters& parameters, const Client& client);

}  // namespace gatehouse::idp
