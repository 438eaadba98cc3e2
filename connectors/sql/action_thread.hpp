// Runs after_commit actions on a thread of its own, in order; ends after the last one.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gatehouse::sql {

class ActionThread {
public:
    ActionThread();
    ~ActionThread();
    void run(std::vector<std::function<void()>> actions);

private:
    void loop();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> actions_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace gatehouse::sql
