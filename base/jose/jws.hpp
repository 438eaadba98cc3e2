// Compact JWS (RFC 7515) and the checks every JWT of ours passes (RFC 8725): explicit algorithm list, explicit typ,
// no crit, no embedded key (jwk, jku, x5u, x5c are ignored and never fetched), strict base64url, no duplicate member.
#pragma once

#include "base/clock.hpp"
#include "base/jose/key.hpp"
#include "base/result.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::jose {

// header: members besides alg and kid, which come from the key (e.g. {"typ":"at+jwt"}).
std::string sign_compact(const Key& key, boost::json::object header, const boost::json::object& payload);

struct Token {
    boost::json::object header;
    boost::json::object payload;
};

// A set of keys by kid (RFC 7517 section 5). Duplicate or missing kids: the key with fitting alg is tried, at most 8.
class KeySet {
public:
    static Result<KeySet> from_jwks(std::string_view json);
    void add(Key key) { keys_.push_back(std::move(key)); }
    const std::vector<Key>& keys() const { return keys_; }
    boost::json::object public_jwks() const;

private:
    std::vector<Key> keys_;
};

struct Expectation {
    std::vector<Algorithm> algorithms = {Algorithm::ES256};
    std::string typ{};            // compared case-insensitively, "application/" prefix ignored; empty: not checked
    std::string issuer{};         // empty: not checked
    std::string audience{};       // must be contained in aud; empty: not checked
    Seconds leeway{10};           // for exp, nbf and iat in the future
    bool exact_audience = false;  // aud must be exactly this one value
};

struct Signed {
    boost::json::object header;
    std::string payload;
};

// Only the header rules and the signature: for payloads that are no JWT. Errors: invalid_token.
Result<Signed> verify_signature(std::string_view compact, const KeySet& keys, const Expectation& expected);

// Signature, header rules, then iss, aud, exp (required), nbf, iat. Errors: invalid_token; the message names the failed
// check and, for time, the skew in seconds.
Result<Token> verify_compact(std::string_view compact, const KeySet& keys, const Expectation& expected, Instant now);

}  // namespace gatehouse::jose
