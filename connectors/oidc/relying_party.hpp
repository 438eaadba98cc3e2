// Sign-in at an OpenID issuer: authorization code with PKCE S256, state, nonce and RFC 9207 iss; ID tokens are validated in full
// (OpenID Connect Core 3.1.3.7). One object per program; thread-safe.
//
//     begin()  → redirect the browser to url, put transaction into the TransactionCookie
//     callback → transaction from the cookie, complete(request, transaction), clear the cookie
#pragma once

#include "base/http/client.hpp"
#include "base/http/message.hpp"
#include "base/jose/key.hpp"
#include "base/secret.hpp"
#include "base/surroundings.hpp"
#include "connectors/oidc/provider.hpp"

#include <boost/json/object.hpp>

#include <memory>
#include <optional>
#include <string>

namespace gatehouse::oidc {

// Who we are to the issuer: with a key private_key_jwt (RFC 7523), with a secret client_secret_basic.
struct ClientIdentity {
    std::string client_id;
    Secret secret{};
    std::optional<jose::Key> key{};
    jose::Algorithm id_token_algorithm = jose::Algorithm::ES256;
};

struct SignIn {
    std::string redirect_uri;
    std::string scope = "openid profile email";
    std::string resource{};    // RFC 8707; empty: none
    std::string ui_locales{};  // e.g. "fr"
    std::string prompt{};      // e.g. "login"
    std::optional<Seconds> max_age{};
    std::string return_to = "/";  // path of ours to show afterwards; anything else than a path becomes "/"
};

struct Begun {
    std::string url;          // of the issuer's authorization endpoint
    std::string transaction;  // secret until sealed: state, nonce, code_verifier, return_to
};

struct SignedIn {
    boost::json::object claims;  // of the ID token, all checked; "sub" is a non-empty string
    std::string sub;
    std::string id_token;  // for the id_token_hint of logout
    Secret access_token;
    Instant access_token_expires;
    std::string scope;  // granted
    std::string return_to;
};

class RelyingParty {
public:
    // provider and client must outlive it.
    RelyingParty(Provider& provider, ClientIdentity identity, http::Client& client, Surroundings around);
    ~RelyingParty();

    // Errors: unavailable.
    Result<Begun> begin(const SignIn& sign_in);
    // callback: the request to redirect_uri; transaction: what begin() gave, at most 10 minutes old.
    // Errors: bad_input (no or another transaction: begin again), access_denied, login_required or interaction_required as the issuer
    // said, unavailable, invalid_token (the ID token fails a check; the message names it).
    Result<SignedIn> complete(const http::Request& callback, std::string_view transaction);
    // Claims from the userinfo endpoint; refused where its sub is another one. Errors: unavailable, invalid_token.
    Result<boost::json::object> userinfo(const Secret& access_token, std::string_view sub);
    // Where to send the browser to sign out there too (RP-Initiated Logout 1.0); empty where the issuer has no such place.
    Result<std::string> logout_url(const std::string& id_token_hint, const std::string& post_logout_redirect_uri);
    // Our own client-credentials token for a resource, cached until shortly before it expires. Errors: unavailable, forbidden (refused).
    Result<Secret> client_token(const std::string& scope, const std::string& resource);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::oidc
