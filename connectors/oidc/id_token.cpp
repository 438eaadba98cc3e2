#include "connectors/oidc/id_token.hpp"

#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"
#include "base/json.hpp"

#include <boost/json/array.hpp>

namespace gatehouse::oidc {

namespace {

constexpr Seconds leeway{10};

auto wrong(std::string message, std::string claim) {
    return fail(ErrorCode::invalid_token, std::move(message), std::move(claim));
}

Result<std::optional<std::string>> text_claim(const boost::json::object& object, std::string_view name) {
    auto value = json::optional_text(object, name);
    if (!value) return wrong("A member of the ID token has the wrong type.", std::string(name));
    return value;
}

// The hash belongs to the signature's algorithm (Core 3.1.3.6); Ed25519 goes with SHA-512.
std::string half_hash(jose::Algorithm algorithm, std::string_view text) {
    const std::string_view name = jose::name(algorithm);
    std::string digest = name.ends_with("256") ? crypto::sha256(text) : name.ends_with("384") ? crypto::sha384(text) : crypto::sha512(text);
    return base64url(std::string_view(digest).substr(0, digest.size() / 2));
}

Result<void> check_type(const boost::json::object& header) {
    TRY(const auto typ, text_claim(header, "typ"));
    // An access token of the same issuer, with our name in aud, must not pass for an ID token.
    if (typ && *typ != "JWT" && *typ != "jwt") return wrong("The ID token is of another type.", "typ");
    return {};
}

Result<void> check_authorized_party(const boost::json::object& claims, const std::string& client_id) {
    TRY(const auto azp, text_claim(claims, "azp"));
    const auto* audience = claims.if_contains("aud");
    const bool several = audience != nullptr && audience->is_array() && audience->get_array().size() > 1;
    if (several && !azp) return wrong("The ID token has several audiences and no azp.", "azp");
    if (azp && *azp != client_id) return wrong("The ID token was issued for another application.", "azp");
    return {};
}

Result<void> check_at_hash(const boost::json::object& claims, const IdTokenExpectation& expected) {
    TRY(const auto at_hash, text_claim(claims, "at_hash"));
    if (at_hash && !crypto::equal(*at_hash, half_hash(expected.algorithm, expected.access_token))) {
        return wrong("The ID token does not belong to the access token.", "at_hash");
    }
    return {};
}

Result<void> check_age(const boost::json::object& claims, const IdTokenExpectation& expected, Instant now) {
    if (!expected.max_age) return {};
    const auto* auth_time = claims.if_contains("auth_time");
    if (auth_time == nullptr || !auth_time->is_int64()) return wrong("The ID token has no auth_time.", "auth_time");
    const std::int64_t age = to_seconds(now) - auth_time->get_int64();
    if (age < -leeway.count()) return wrong("The ID token's auth_time lies in the future.", "auth_time");
    if (age > (*expected.max_age + leeway).count()) return wrong("The sign-in is too long ago.", "auth_time");
    return {};
}

}  // namespace

Result<boost::json::object> verify_id_token(std::string_view id_token, const jose::KeySet& keys, const IdTokenExpectation& expected,
                                            Instant now) {
    jose::Expectation basic;
    basic.algorithms = {expected.algorithm};
    basic.issuer = expected.issuer;
    basic.audience = expected.client_id;
    basic.leeway = leeway;
    TRY(auto token, jose::verify_compact(id_token, keys, basic, now));
    TRY_VOID(check_type(token.header));
    TRY(const auto sub, text_claim(token.payload, "sub"));
    if (!sub || sub->empty() || sub->size() > 255) return wrong("The ID token has no usable sub.", "sub");
    if (!token.payload.contains("iat")) return wrong("The ID token has no iat.", "iat");
    TRY(const auto nonce, text_claim(token.payload, "nonce"));
    if (!nonce || !crypto::equal(*nonce, expected.nonce)) return wrong("The ID token answers another sign-in.", "nonce");
    TRY_VOID(check_authorized_party(token.payload, expected.client_id));
    TRY_VOID(check_at_hash(token.payload, expected));
    TRY_VOID(check_age(token.payload, expected, now));
    return std::move(token.payload);
}

}  // namespace gatehouse::oidc
