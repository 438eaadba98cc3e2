// A checked authorization request (OpenID Connect Core 3.1.2.1, RFC 6749 section 4.1.1, RFC 7636, RFC 8707).
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "idp/tokens/scope.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::idp {

struct AuthorizationRequest {
    std::string client_id;
    std::string redirect_uri;
    std::string state;  // empty: none was sent
    std::string nonce;
    std::string code_challenge;  // S256
    Scope scope;
    Scope prompt;  // of none, login, consent, select_account, create
    std::optional<Seconds> max_age;
    std::string resource;  // at most one
    std::string login_hint;
    std::string ui_locales;
    std::string hinted_sub;  // of a valid id_token_hint

    // A session opened before this instant does not do (prompt=login, max_age); nullopt: any living one does.
    std::optional<Instant> authenticated_since(Instant asked_at) const;
};

// For the store, where a request waits for a sign-in.
std::string to_json(const AuthorizationRequest& request);
AuthorizationRequest authorization_request_of(std::string_view json);  // throws std::logic_error: the store holds something else

}  // namespace gatehouse::idp
