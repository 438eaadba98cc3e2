// SPDX-License-Identifier: AGPL-3.0-or-later
// The check of a person's access token by liboauth2, and our check of its answer: version 1.4.5 looks at neither the expected
// issuer nor the audience, nbf or type, and would answer from its cache for five minutes (switched off).
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "connectors/oidc/provider.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace gatehouse::desk {

struct CheckedToken {
    std::string sub;
    std::string scope;
};

// One per process: liboauth2 is initialised by it. Thread-safe.
class TokenCheck {
public:
    // jwks_url: of the relay; audience: our own address, the one exact aud.
    TokenCheck(oidc::Provider& provider, const std::string& jwks_url, std::string audience);
    ~TokenCheck();
    // Errors: invalid_token, unavailable (the issuer's keys cannot be fetched).
    Result<CheckedToken> check(std::string_view token, Instant now);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// The second half alone: what must hold of a payload that liboauth2 accepted.
Result<CheckedToken> recheck(std::string_view token, std::string_view payload, std::string_view issuer, std::string_view audience,
                             Instant now);

}  // namespace gatehouse::desk
