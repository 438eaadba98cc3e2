// An application that may ask for tokens: its RFC 7591 metadata as types.
#pragma once

#include "base/jose/jws.hpp"
#include "base/result.hpp"
#include "idp/tokens/scope.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::idp {

enum class ClientAuth { none, client_secret_basic, client_secret_post, private_key_jwt };
std::string_view name(ClientAuth method);

// all: authz gets every claim in the ID token, as real EU Login gives them; by_userinfo: only what OpenID Connect requires.
enum class IdTokenClaims { by_userinfo, all };
// first_party: one of our own applications, no consent page.
enum class Party { first_party, third_party };

struct Client {
    std::string client_id;
    std::string client_name;
    std::vector<std::string> redirect_uris;
    std::vector<std::string> post_logout_redirect_uris;
    std::vector<std::string> grant_types;
    ClientAuth token_endpoint_auth_method = ClientAuth::client_secret_basic;
    jose::KeySet jwks;
    Scope scope;
    jose::Algorithm id_token_signed_response_alg = jose::Algorithm::ES256;
    std::vector<std::string> resources;  // audiences it may ask for (RFC 8707)
    std::string own_resource;            // its own API: default audience of its code-flow tokens; may be empty
    IdTokenClaims id_token_claims = IdTokenClaims::by_userinfo;
    Party party = Party::third_party;
    std::string secret_hash;  // fingerprint; empty: no secret

    bool may_use(std::string_view grant_type) const;
    bool may_ask_for(std::string_view resource) const;
};

// Reads metadata as it stands in an import file or in the store (there without client_secret).
// Errors: bad_input; field is the member, message the cure.
Result<Client> read_client_metadata(const boost::json::object& metadata);

}  // namespace gatehouse::idp
