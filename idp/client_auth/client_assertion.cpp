#include "base/encoding.hpp"
#include "base/json.hpp"
#include "idp/client_auth/authenticate_client.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace gatehouse::idp {

namespace {

constexpr Seconds longest_life{600};
constexpr Seconds leeway{10};

std::unexpected<Error> refuse(std::string sentence) {
    return fail(ErrorCode::invalid_client, std::move(sentence), "client_assertion");
}

bool names(const boost::json::value& aud, std::string_view wanted) {
    if (aud.is_string()) return aud.get_string() == wanted;
    if (!aud.is_array()) return false;
    const auto& list = aud.get_array();
    return std::any_of(list.begin(), list.end(), [&](const auto& one) { return one.is_string() && one.get_string() == wanted; });
}

// The issuer is what RFC 7523bis wants; the token endpoint is what most libraries still send.
bool is_for_us(const boost::json::object& claims, const std::string& issuer) {
    const auto* aud = claims.if_contains("aud");
    return aud != nullptr && (names(*aud, issuer) || names(*aud, issuer + "/token"));
}

}  // namespace

Result<std::string> claimed_client_id(const std::string& assertion) {
    const auto first = assertion.find('.');
    const auto second = first == std::string::npos ? first : assertion.find('.', first + 1);
    if (second == std::string::npos) return refuse("client_assertion is not a signed JWT.");
    const auto payload = from_base64url(std::string_view(assertion).substr(first + 1, second - first - 1));
    const auto claims = payload ? json::parse(*payload) : fail(ErrorCode::invalid_client, "");
    if (!claims || !claims->is_object()) return refuse("client_assertion is not a signed JWT.");
    const auto iss = json::required_text(claims->get_object(), "iss");
    if (!iss) return refuse("client_assertion has no iss.");
    return *iss;
}

Result<Assertion> check_client_assertion(const Protocol& protocol, const Client& client, const std::string& assertion) {
    jose::Expectation expected;
    expected.algorithms = {jose::Algorithm::ES256, jose::Algorithm::ES384, jose::Algorithm::ES512, jose::Algorithm::RS256,
                           jose::Algorithm::PS256, jose::Algorithm::PS384, jose::Algorithm::PS512, jose::Algorithm::EdDSA};
    expected.issuer = client.client_id;
    expected.leeway = leeway;
    const Instant now = protocol.deps.now();
    const auto read = jose::verify_compact(assertion, client.jwks, expected, now);
    if (!read) return refuse("client_assertion is refused. " + read.error().message);
    const auto sub = json::required_text(read->payload, "sub");
    if (!sub || *sub != client.client_id) return refuse("client_assertion must have sub = client_id.");
    if (!is_for_us(read->payload, protocol.deps.settings.issuer)) return refuse("client_assertion must have this issuer as aud.");
    const auto jti = json::required_text(read->payload, "jti");
    if (!jti || jti->empty() || jti->size() > 255) return refuse("client_assertion must have a jti.");
    const Instant exp = from_seconds(static_cast<std::int64_t>(read->payload.at("exp").to_number<double>()));
    if (exp > now + longest_life + leeway) return refuse("client_assertion must expire within ten minutes.");
    return Assertion{*jti, exp + leeway + Seconds(1)};
}

}  // namespace gatehouse::idp
