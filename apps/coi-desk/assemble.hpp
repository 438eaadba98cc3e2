// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole certificate desk from its arguments; main.cpp and the tests call it.
#pragma once

#include "apps/coi-desk/settings.hpp"
#include "base/http/client.hpp"
#include "base/surroundings.hpp"

#include <memory>

namespace gatehouse::desk {

class Program {
public:
    ~Program();  // stops
    Result<void> start();
    void stop();
    std::uint16_t port() const;

    struct Impl;
    explicit Program(std::unique_ptr<Impl> impl);

private:
    std::unique_ptr<Impl> impl_;
};

// client: what a test hands in; empty: the real one. Errors: bad_input with one sentence for the operator.
Result<std::unique_ptr<Program>> assemble(Settings settings, Surroundings around, std::shared_ptr<http::Client> client = {});

}  // namespace gatehouse::desk
