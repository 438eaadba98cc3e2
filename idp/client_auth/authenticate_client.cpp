#include "idp/client_auth/authenticate_client.hpp"

#include "base/crypto/digest.hpp"
#include "idp/store/clients.hpp"

#include <algorithm>

namespace gatehouse::idp {

namespace {

std::unexpected<Error> unknown_client() {
    return fail(ErrorCode::invalid_client, "The client is unknown, or its credentials are wrong.");
}

bool secret_fits(const Client& client, const std::vector<Secret>& secrets) {
    return std::any_of(secrets.begin(), secrets.end(), [&](const Secret& secret) {
        return !client.secret_hash.empty() && crypto::equal(crypto::fingerprint(secret.reveal()), client.secret_hash);
    });
}

}  // namespace

Result<AuthenticatedClient> authenticate_client(const Protocol& protocol, const Credentials& credentials) {
    TRY(auto found,
        protocol.deps.db.read([&](sql::ReadTx& tx) -> Result<std::optional<Client>> { return find_client(tx, credentials.client_id); }));
    if (!found) return unknown_client();
    if (found->token_endpoint_auth_method != credentials.method)
        return fail(ErrorCode::invalid_client,
                    "The client is registered for another method of authentication; see token_endpoint_auth_method.");
    AuthenticatedClient authenticated{*std::move(found), std::nullopt};
    if (credentials.method == ClientAuth::private_key_jwt) {
        TRY(authenticated.assertion, check_client_assertion(protocol, authenticated.client, credentials.assertion));
    } else if (credentials.method != ClientAuth::none && !secret_fits(authenticated.client, credentials.secrets)) {
        return unknown_client();
    }
    return authenticated;
}

}  // namespace gatehouse::idp
