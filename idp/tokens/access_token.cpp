#include "idp/tokens/access_token.hpp"

#include "base/json.hpp"

namespace gatehouse::idp {

namespace {

// Who checks them is not asked which algorithm it likes; ES256 is the cheapest that everybody knows.
constexpr auto access_token_alg = jose::Algorithm::ES256;
constexpr std::string_view typ = "at+jwt";

}  // namespace

Result<std::string> make_access_token(const Protocol& protocol, const AccessTokenContent& content) {
    TRY(const auto key, protocol.keys.signing(access_token_alg));
    const auto now = to_seconds(protocol.deps.now());
    boost::json::object claims{{"iss", protocol.deps.settings.issuer},  {"sub", content.sub},
                               {"client_id", content.client_id},        {"aud", content.audience},
                               {"scope", content.scope.str()},          {"iat", now},
                               {"exp", now + content.lifetime.count()}, {"jti", protocol.deps.around.random.token(16)}};
    if (!content.family.empty()) claims["family"] = content.family.str();
    return jose::sign_compact(key, {{"typ", typ}}, claims);
}

Result<AccessToken> read_access_token(const Protocol& protocol, std::string_view token) {
    TRY(const auto keys, protocol.keys.published());
    jose::Expectation expected;
    expected.algorithms = {access_token_alg};
    expected.typ = typ;
    expected.issuer = protocol.deps.settings.issuer;
    TRY(const auto read, jose::verify_compact(token, keys, expected, protocol.deps.now()));
    AccessToken result;
    TRY(result.content.sub, json::required_text(read.payload, "sub"));
    TRY(result.content.client_id, json::required_text(read.payload, "client_id"));
    TRY(result.content.audience, json::required_text(read.payload, "aud"));
    TRY(const auto scope, json::required_text(read.payload, "scope"));
    TRY(const auto family, json::optional_text(read.payload, "family"));
    result.content.scope = Scope(scope);
    result.content.family = FamilyId(family.value_or(""));
    result.expires_at = from_seconds(read.payload.at("exp").to_number<std::int64_t>());
    return result;
}

}  // namespace gatehouse::idp
