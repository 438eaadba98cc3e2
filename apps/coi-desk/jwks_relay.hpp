// SPDX-License-Identifier: AGPL-3.0-or-later
// The issuer's keys on a loopback port of our own, for liboauth2: it fetches keys anew for every token it cannot verify
// and knows no CA file. So the checked, cached and rate-limited fetch stays ours, and its many fetches cost one local answer.
#pragma once

#include "base/result.hpp"
#include "connectors/oidc/provider.hpp"

#include <memory>
#include <string>

namespace gatehouse::desk {

class JwksRelay {
public:
    explicit JwksRelay(oidc::Provider& provider);
    ~JwksRelay();
    // Errors: unavailable: no loopback port.
    Result<void> start();
    std::string url() const;  // "http://127.0.0.1:PORT/jwks"
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::desk
