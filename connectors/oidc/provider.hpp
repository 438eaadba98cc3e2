// What an OpenID issuer says of itself: metadata (OpenID Connect Discovery 1.0) and keys, fetched when first needed and
// cached. A key id that is not among them makes the keys be fetched again, at most once in ten seconds, so that tokens
// with invented key ids cost the issuer nothing. While the issuer is away what was fetched last serves for up to a day.
#pragma once

#include "base/clock.hpp"
#include "base/http/client.hpp"
#include "base/jose/jws.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace gatehouse::oidc {

struct Metadata {
    std::string issuer;
    std::string authorization_endpoint;
    std::string token_endpoint;
    std::string userinfo_endpoint;  // may be empty
    std::string jwks_uri;
    std::string end_session_endpoint;  // may be empty
    bool sends_iss = false;            // authorization_response_iss_parameter_supported (RFC 9207)
};

using Keys = std::shared_ptr<const jose::KeySet>;

// Thread-safe. client and clock must outlive it.
class Provider {
public:
    Provider(std::string issuer, http::Client& client, const Clock& clock);
    ~Provider();
    const std::string& issuer() const { return issuer_; }

    // Errors: unavailable (not reached, or it answers what is not its metadata; the log detail says which).
    Result<Metadata> metadata();
    // The issuer's keys, hopefully with the one that signed the token: its header's kid is looked at, nothing else. Errors: as metadata().
    Result<Keys> keys_for(std::string_view compact_token);

private:
    struct Cache;

    Result<Metadata> fetch_metadata();
    Result<Keys> fetch_keys(const std::string& jwks_uri);

    std::string issuer_;
    http::Client& client_;
    const Clock& clock_;
    std::unique_ptr<Cache> cache_;
};

}  // namespace gatehouse::oidc
