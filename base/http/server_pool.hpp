// Threads with a bounded queue: what does not fit is refused at once, so that overload answers 503 instead of waiting.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gatehouse::http {

class WorkerPool {
public:
    using Job = std::move_only_function<void()>;

    WorkerPool(int threads, std::size_t queue);
    ~WorkerPool();
    // false: the queue is full or the pool stopped; the job is untouched then.
    bool try_post(Job& job);
    // Finishes the jobs under way, drops the queued ones, joins.
    void stop();

private:
    void run();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    std::size_t limit_;
    bool stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace gatehouse::http
