// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's listener: cpp-httplib with TLS, bound to loopback, fenced; every request is handed to our router.
#pragma once

#include "apps/coi-desk/settings.hpp"
#include "base/http/router.hpp"
#include "base/surroundings.hpp"

#include <memory>

namespace gatehouse::desk {

class DeskServer {
public:
    DeskServer(const Settings& settings, const http::Router& router, Surroundings around);
    ~DeskServer();
    // Errors: bad_input: port in use, certificate unreadable.
    Result<void> start();
    std::uint16_t port() const;
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::desk
