// What the program does by itself: numbers audit leaves every second, forgets expired sessions every minute, brings the
// directory to SQL's state at start, hourly, and half a minute after it could not.
#pragma once

#include "authz/deps.hpp"
#include "authz/publish/reconcile.hpp"
#include "base/jose/key.hpp"

#include <memory>

namespace gatehouse::authz {

class Background {
public:
    // deps and publisher must outlive it; publisher null: there is no directory.
    Background(const Deps& deps, jose::Key checkpoint_key, Publisher* publisher);
    ~Background();  // stops
    void start();
    void stop();

    // One round in the caller's thread, for tests with a hand-set clock.
    Result<void> number_leaves();
    Result<void> forget_sessions();
    Result<Reconciled> reconcile_once();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::authz
