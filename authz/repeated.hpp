// Work that a thread of its own does again and again, with a wait between that can be cut short.
#pragma once

#include "base/clock.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace gatehouse::authz {

class Repeated {
public:
    // Returns how long to wait until the next time. stopping() may be asked in between by long work.
    using Work = std::function<Milliseconds(const std::function<bool()>& stopping)>;

    explicit Repeated(Work work) : work_(std::move(work)) {}
    Repeated(const Repeated&) = delete;
    Repeated& operator=(const Repeated&) = delete;
    ~Repeated() { stop(); }

    void start();
    void wake();  // do not wait any longer
    void stop();  // waits for the present time to end

private:
    void loop();
    bool is_stopping();

    Work work_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false, woken_ = false;
    std::thread thread_;
};

}  // namespace gatehouse::authz
