#include "authz/repeated.hpp"

namespace gatehouse::authz {

void Repeated::start() {
    if (!thread_.joinable()) thread_ = std::thread([this] { loop(); });
}

void Repeated::wake() {
    {
        std::lock_guard hold(mutex_);
        woken_ = true;
    }
    changed_.notify_all();
}

void Repeated::stop() {
    {
        std::lock_guard hold(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool Repeated::is_stopping() {
    std::lock_guard hold(mutex_);
    return stopping_;
}

void Repeated::loop() {
    while (!is_stopping()) {
        const Milliseconds pause = work_([this] { return is_stopping(); });
        std::unique_lock hold(mutex_);
        changed_.wait_for(hold, pause, [this] { return stopping_ || woken_; });
        woken_ = false;
    }
}

}  // namespace gatehouse::authz
