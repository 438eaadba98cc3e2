#include "connectors/oidc/access_token.hpp"

#include "base/json.hpp"

namespace gatehouse::oidc {

namespace {

Result<std::string> required(const boost::json::object& payload, std::string_view claim) {
    auto value = json::required_text(payload, claim);
    if (!value || value->empty() || value->size() > 255) {
        return fail(ErrorCode::invalid_token, "The access token has no usable " + std::string(claim) + ".", std::string(claim));
    }
    return value;
}

// RFC 9068 section 2.2: what must be there besides what verify_compact() has checked.
Result<AccessToken> read(const boost::json::object& payload) {
    AccessToken token;
    TRY(token.issuer, required(payload, "iss"));
    TRY(token.sub, required(payload, "sub"));
    TRY(token.client_id, required(payload, "client_id"));
    TRY(token.jti, required(payload, "jti"));
    const auto scope = json::optional_text(payload, "scope");
    if (!scope) return fail(ErrorCode::invalid_token, "The access token's scope is not a text.", "scope");
    token.scope = scope->value_or("");
    token.expires = from_seconds(payload.at("exp").to_number<std::int64_t>());
    return token;
}

}  // namespace

bool has_scope(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const auto end = std::min(list.find(' '), list.size());
        if (list.substr(0, end) == word) return !word.empty();
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

Result<AccessToken> verify_access_token(Provider& provider, std::string_view token, const std::string& audience, std::string_view scope,
                                        Instant now) {
    if (token.size() > 8192) return fail(ErrorCode::invalid_token, "The access token is too long.");
    TRY(const auto keys, provider.keys_for(token));
    jose::Expectation expected;
    expected.algorithms = {jose::Algorithm::ES256, jose::Algorithm::RS256, jose::Algorithm::PS256, jose::Algorithm::PS512,
                           jose::Algorithm::EdDSA};
    expected.typ = "at+jwt";
    expected.issuer = provider.issuer();
    expected.audience = audience;
    expected.exact_audience = true;
    TRY(const auto verified, jose::verify_compact(token, *keys, expected, now));
    TRY(auto read_token, read(verified.payload));
    if (!has_scope(read_token.scope, scope)) {
        return fail(ErrorCode::insufficient_scope, "The access token lacks the scope " + std::string(scope) + ".", "scope");
    }
    return read_token;
}

}  // namespace gatehouse::oidc
