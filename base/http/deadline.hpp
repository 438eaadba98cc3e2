// Ends a blocking exchange on a socket when its time is over, however slowly the peer drips bytes: the library's own
// timeouts begin anew with every byte.
#pragma once

#include "base/clock.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::http {

class Deadline {
public:
    explicit Deadline(Milliseconds allowed);
    ~Deadline();
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;

    void watch(int socket);  // keeps a duplicate, so that a closed and reused number cannot be hit
    bool passed() const;

private:
    void run();

    std::chrono::steady_clock::time_point end_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    int socket_ = -1;
    bool done_ = false;
    std::thread thread_;
};

}  // namespace gatehouse::http
