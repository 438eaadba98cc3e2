// What the identity provider does by itself: numbers audit leaves every second, cleans up every minute. One thread.
#pragma once

#include "base/jose/key.hpp"
#include "idp/deps.hpp"

#include <memory>

namespace gatehouse::idp {

class Background {
public:
    // core must outlive it.
    Background(const Core& core, jose::Key checkpoint_key);
    ~Background();  // stops
    void start();
    void stop();
    // One round in the caller's thread, for tests with a hand-set clock.
    Result<void> run_once();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::idp
