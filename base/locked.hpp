// Data and its lock are one object: the value is reachable only while the lock is held.
#pragma once

#include <mutex>
#include <utility>

namespace gatehouse {

template <class T>
class Locked {
public:
    Locked() = default;
    explicit Locked(T value) : value_(std::move(value)) {}

    template <class F>
    decltype(auto) with(F&& f) {
        std::lock_guard hold(mutex_);
        return std::forward<F>(f)(value_);
    }
    template <class F>
    decltype(auto) with(F&& f) const {
        std::lock_guard hold(mutex_);
        return std::forward<F>(f)(value_);
    }

private:
    mutable std::mutex mutex_;
    T value_{};
};

}  // namespace gatehouse
