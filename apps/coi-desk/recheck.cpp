// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/token_check.hpp"

#include "base/encoding.hpp"
#include "base/json.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>

namespace gatehouse::desk {

namespace {

constexpr std::int64_t leeway_seconds = 10;  // for clocks that go slow; what has ended has ended

auto refused(std::string claim) {
    return fail(ErrorCode::invalid_token, "The sign-in has ended. Please sign in again.", claim, "access token: " + claim);
}

Result<boost::json::object> object_in(std::string_view text, const char* what) {
    const auto value = json::parse(text);
    if (!value || !value->is_object()) return refused(what);
    return value->get_object();
}

bool is_type(std::string_view typ) {
    return typ == "at+jwt" || typ == "application/at+jwt";
}

// RFC 9068 section 4: the type tells an access token from an ID token; RFC 8725: only algorithms we expect.
Result<void> check_header(std::string_view token) {
    static constexpr std::array<std::string_view, 4> algorithms = {"ES256", "RS256", "PS256", "PS512"};
    const auto decoded = from_base64url(token.substr(0, token.find('.')));
    if (!decoded) return refused("header");
    TRY(const auto header, object_in(*decoded, "header"));
    TRY(const auto typ, json::optional_text(header, "typ"));
    if (!typ || !is_type(*typ)) return refused("typ");
    TRY(const auto alg, json::optional_text(header, "alg"));
    if (!alg || std::ranges::find(algorithms, *alg) == algorithms.end()) return refused("alg");
    return {};
}

std::optional<std::int64_t> time_in(const boost::json::object& claims, std::string_view name) {
    const auto* value = claims.if_contains(name);
    if (value == nullptr || !value->is_int64()) return std::nullopt;
    return value->get_int64();
}

Result<void> check_times(const boost::json::object& claims, Instant now) {
    const std::int64_t second = to_seconds(now);
    const auto exp = time_in(claims, "exp");
    if (!exp || *exp <= second) return refused("exp");
    if (claims.contains("nbf")) {
        const auto nbf = time_in(claims, "nbf");
        if (!nbf || *nbf - leeway_seconds > second) return refused("nbf");
    }
    return {};
}

// A list of one is the same as the one (RFC 7519 section 4.1.3); a second audience could use the token here.
bool is_exactly(const boost::json::value* aud, std::string_view audience) {
    if (aud == nullptr) return false;
    if (aud->is_string()) return aud->get_string() == audience;
    return aud->is_array() && aud->get_array().size() == 1 && aud->get_array().front().is_string() &&
           aud->get_array().front().get_string() == audience;
}

}  // namespace

Result<CheckedToken> recheck(std::string_view token, std::string_view payload, std::string_view issuer, std::string_view audience,
                             Instant now) {
    TRY_VOID(check_header(token));
    TRY(const auto claims, object_in(payload, "payload"));
    TRY(const auto iss, json::optional_text(claims, "iss"));
    if (!iss || *iss != issuer) return refused("iss");
    if (!is_exactly(claims.if_contains("aud"), audience)) return refused("aud");
    TRY_VOID(check_times(claims, now));
    TRY(auto sub, json::optional_text(claims, "sub"));
    if (!sub || sub->empty()) return refused("sub");
    TRY(auto scope, json::optional_text(claims, "scope"));
    return CheckedToken{std::move(*sub), scope.value_or("")};
}

}  // namespace gatehouse::desk
