#include "idp/tokens/id_token.hpp"

#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"
#include "idp/tokens/claims.hpp"
#include "idp/tokens/lifetimes.hpp"

#include <boost/json/array.hpp>

namespace gatehouse::idp {

namespace {

// The left half of the access token's digest, by the digest of the ID token's algorithm.
std::string at_hash(jose::Algorithm algorithm, std::string_view access_token) {
    using enum jose::Algorithm;
    std::string digest;
    if (algorithm == ES256 || algorithm == RS256 || algorithm == PS256)
        digest = crypto::sha256(access_token);
    else if (algorithm == ES384 || algorithm == RS384 || algorithm == PS384)
        digest = crypto::sha384(access_token);
    else
        digest = crypto::sha512(access_token);
    return base64url(digest.substr(0, digest.size() / 2));
}

boost::json::array words(const Scope& scope) {
    boost::json::array list;
    for (const auto& word : scope.words()) list.emplace_back(word);
    return list;
}

}  // namespace

Result<std::string> make_id_token(const Protocol& protocol, const Client& client, const Account& account, const Code& code,
                                  std::string_view access_token) {
    TRY(const auto key, protocol.keys.signing(client.id_token_signed_response_alg));
    const auto now = to_seconds(protocol.deps.now());
    boost::json::object claims{{"iss", protocol.deps.settings.issuer},
                               {"sub", account.id.str()},
                               {"aud", client.client_id},
                               {"exp", now + id_token_lifetime.count()},
                               {"iat", now},
                               {"auth_time", to_seconds(code.auth_time)},
                               {"acr", code.acr},
                               {"amr", words(Scope(code.amr))},
                               {"sid", code.session.str()},
                               {"at_hash", at_hash(key.algorithm(), access_token)}};
    if (!code.nonce.empty()) claims["nonce"] = code.nonce;
    if (client.id_token_claims == IdTokenClaims::all)
        for (auto& claim : claims_of(account, Scope(code.scope))) claims[claim.key()] = std::move(claim.value());
    return jose::sign_compact(key, {{"typ", "JWT"}}, claims);
}

}  // namespace gatehouse::idp
