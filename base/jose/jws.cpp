#include "base/jose/jws.hpp"

#include "base/encoding.hpp"
#include "base/json.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

namespace gatehouse::jose {

namespace {

constexpr std::size_t longest_token = 16 * 1024;
constexpr int most_keys_tried = 8;

std::unexpected<Error> refuse(std::string sentence, std::string member = {}) {
    return fail(ErrorCode::invalid_token, std::move(sentence), std::move(member));
}

struct Pieces {
    std::string_view signing_input;
    std::string_view header;
    std::string_view payload;
    std::string signature;
};

Result<Pieces> split(std::string_view compact) {
    if (compact.size() > longest_token) return refuse("The token is longer than 16 KiB.");
    const auto first = compact.find('.');
    const auto second = first == std::string_view::npos ? first : compact.find('.', first + 1);
    if (second == std::string_view::npos || compact.find('.', second + 1) != std::string_view::npos)
        return refuse("The token must have three parts separated by dots.");
    auto signature = from_base64url(compact.substr(second + 1));
    if (!signature || signature->empty()) return refuse("The token's signature is missing or not base64url.");
    return Pieces{compact.substr(0, second), compact.substr(0, first), compact.substr(first + 1, second - first - 1),
                  *std::move(signature)};
}

Result<boost::json::object> read_object(std::string_view bytes, std::string_view what) {
    auto value = json::parse(bytes);
    if (!value) return refuse(fmt::format("The token's {} is refused. {}", what, value.error().message));
    if (!value->is_object()) return refuse(fmt::format("The token's {} must be a JSON object.", what));
    return std::move(value->get_object());
}

Result<boost::json::object> decode_object(std::string_view part, std::string_view what) {
    const auto bytes = from_base64url(part);
    if (!bytes) return refuse(fmt::format("The token's {} is not base64url.", what));
    return read_object(*bytes, what);
}

std::string lower_without_prefix(std::string_view typ) {
    std::string text(typ);
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (text.starts_with("application/")) text.erase(0, std::string_view("application/").size());
    return text;
}

// RFC 8725 sections 3.1 (algorithm), 3.10 (keys named in the token are never fetched) and 3.11 (explicit typ);
// RFC 7515 section 4.1.11: an extension marked critical that nobody here understands ends it.
Result<Algorithm> check_header(const boost::json::object& header, const Expectation& expected) {
    if (header.contains("crit") || header.contains("b64"))
        return refuse("The token's header asks for an extension that is not supported.", "crit");
    const auto* alg = header.if_contains("alg");
    if (alg == nullptr || !alg->is_string()) return refuse("The token's header names no algorithm.", "alg");
    const auto found = algorithm(alg->get_string());
    if (!found || std::find(expected.algorithms.begin(), expected.algorithms.end(), *found) == expected.algorithms.end())
        return refuse("The token's algorithm is not accepted here.", "alg");
    if (expected.typ.empty()) return *found;
    const auto* typ = header.if_contains("typ");
    if (typ == nullptr || !typ->is_string() || lower_without_prefix(typ->get_string()) != lower_without_prefix(expected.typ))
        return refuse(fmt::format("The token's typ is not \"{}\".", expected.typ), "typ");
    return *found;
}

Result<void> check_signature(const Pieces& pieces, const boost::json::object& header, Algorithm used, const KeySet& keys) {
    const auto* kid = header.if_contains("kid");
    if (kid != nullptr && !kid->is_string()) return refuse("The token's kid must be a string.", "kid");
    int tried = 0;
    for (const auto& key : keys.keys()) {
        // The key decides its algorithm, never the token: a public RSA key is no HMAC secret.
        if (!key.fits(used) || (kid != nullptr && key.kid() != std::string_view(kid->get_string()))) continue;
        if (++tried > most_keys_tried) break;
        if (key.verify(used, pieces.signing_input, pieces.signature)) return {};
    }
    if (tried == 0) return refuse("No key of the issuer fits the token's kid and algorithm.", "kid");
    return refuse("The token's signature does not hold.");
}

// NumericDate (RFC 7519 section 2) in seconds; may have a fraction.
Result<std::optional<double>> numeric_date(const boost::json::object& payload, std::string_view claim) {
    constexpr double furthest = 253402300800;  // the year 10000
    const auto* value = payload.if_contains(claim);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number()) return refuse(fmt::format("The token's {} must be a number.", claim), std::string(claim));
    const double seconds = value->to_number<double>();
    if (!(seconds >= 0 && seconds < furthest)) return refuse(fmt::format("The token's {} is out of range.", claim), std::string(claim));
    return seconds;
}

Result<void> check_times(const boost::json::object& payload, const Expectation& expected, Instant now) {
    const double current = static_cast<double>(to_millis(now)) / 1000;
    const double leeway = static_cast<double>(expected.leeway.count());
    TRY(const auto exp, numeric_date(payload, "exp"));
    TRY(const auto nbf, numeric_date(payload, "nbf"));
    TRY(const auto iat, numeric_date(payload, "iat"));
    if (!exp) return refuse("The token has no exp.", "exp");
    if (current >= *exp + leeway)
        return refuse(fmt::format("The token expired {:.0f} s ago; compare the clocks or ask for a new one.", current - *exp), "exp");
    if (nbf && *nbf > current + leeway)
        return refuse(fmt::format("The token is not valid for another {:.0f} s (nbf); compare the clocks.", *nbf - current), "nbf");
    if (iat && *iat > current + leeway)
        return refuse(fmt::format("The token was issued {:.0f} s in the future (iat); compare the clocks.", *iat - current), "iat");
    return {};
}

Result<std::vector<std::string>> audiences(const boost::json::object& payload) {
    std::vector<std::string> list;
    const auto* aud = payload.if_contains("aud");
    if (aud == nullptr) return list;
    if (aud->is_string()) return std::vector<std::string>{std::string(aud->get_string())};
    if (!aud->is_array()) return refuse("The token's aud must be a string or a list of strings.", "aud");
    for (const auto& item : aud->get_array()) {
        if (!item.is_string()) return refuse("The token's aud must be a string or a list of strings.", "aud");
        list.emplace_back(item.get_string());
    }
    return list;
}

Result<void> check_parties(const boost::json::object& payload, const Expectation& expected) {
    if (!expected.issuer.empty()) {
        const auto* iss = payload.if_contains("iss");
        if (iss == nullptr || !iss->is_string() || iss->get_string() != expected.issuer)
            return refuse(fmt::format("The token's iss is not {}.", expected.issuer), "iss");
    }
    TRY(const auto aud, audiences(payload));
    if (expected.audience.empty()) return {};
    const bool contained = std::find(aud.begin(), aud.end(), expected.audience) != aud.end();
    if (!contained || (expected.exact_audience && aud.size() != 1))
        return refuse(fmt::format("The token's aud is not {}{}.", expected.exact_audience ? "exactly " : "", expected.audience), "aud");
    return {};
}

}  // namespace

std::string sign_compact(const Key& key, boost::json::object header, const boost::json::object& payload) {
    boost::json::object whole{{"alg", name(key.algorithm())}, {"kid", key.kid()}};
    for (auto& member : header) whole.emplace(member.key(), std::move(member.value()));
    std::string input = base64url(json::dump(whole)) + "." + base64url(json::dump(payload));
    const std::string signature = key.sign(input);
    return input + "." + base64url(signature);
}

Result<Signed> verify_signature(std::string_view compact, const KeySet& keys, const Expectation& expected) {
    TRY(const Pieces pieces, split(compact));
    TRY(auto header, decode_object(pieces.header, "header"));
    TRY(const Algorithm used, check_header(header, expected));
    TRY_VOID(check_signature(pieces, header, used, keys));
    auto payload = from_base64url(pieces.payload);
    if (!payload) return refuse("The token's payload is not base64url.");
    return Signed{std::move(header), *std::move(payload)};
}

Result<Token> verify_compact(std::string_view compact, const KeySet& keys, const Expectation& expected, Instant now) {
    TRY(auto proven, verify_signature(compact, keys, expected));
    TRY(auto payload, read_object(proven.payload, "payload"));
    TRY_VOID(check_parties(payload, expected));
    TRY_VOID(check_times(payload, expected, now));
    return Token{std::move(proven.header), std::move(payload)};
}

}  // namespace gatehouse::jose
