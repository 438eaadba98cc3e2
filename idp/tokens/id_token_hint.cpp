#include "idp/tokens/id_token_hint.hpp"

#include "base/json.hpp"

namespace gatehouse::idp {

Result<IdTokenHint> read_id_token_hint(std::string_view token, const jose::KeySet& own_keys, std::string_view issuer) {
    jose::Expectation expected;
    expected.algorithms.clear();
    for (const auto& key : own_keys.keys()) expected.algorithms.push_back(key.algorithm());
    TRY(const auto proven, jose::verify_signature(token, own_keys, expected));
    // An access token is signed with the same keys and is no hint.
    const auto* typ = proven.header.if_contains("typ");
    if (typ != nullptr && *typ != "JWT") return fail(ErrorCode::invalid_token, "This is not an ID token.", "id_token_hint");
    TRY(const auto payload, json::parse(proven.payload));
    if (!payload.is_object()) return fail(ErrorCode::invalid_token, "This is not an ID token.", "id_token_hint");
    const auto& claims = payload.get_object();
    TRY(const auto iss, json::required_text(claims, "iss"));
    if (iss != issuer) return fail(ErrorCode::invalid_token, "This ID token is of another issuer.", "id_token_hint");
    IdTokenHint hint;
    TRY(hint.sub, json::required_text(claims, "sub"));
    TRY(hint.sid, json::required_text(claims, "sid"));
    TRY(hint.client_id, json::required_text(claims, "aud"));
    return hint;
}

}  // namespace gatehouse::idp
