#include "base/http/server_pool.hpp"

namespace gatehouse::http {

WorkerPool::WorkerPool(int threads, std::size_t queue) : limit_(queue) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() {
    stop();
}

bool WorkerPool::try_post(Job& job) {
    {
        std::lock_guard hold(mutex_);
        if (stopped_ || jobs_.size() >= limit_) return false;
        jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

void WorkerPool::stop() {
    std::deque<Job> dropped;
    {
        std::lock_guard hold(mutex_);
        stopped_ = true;
        dropped.swap(jobs_);
    }
    wake_.notify_all();
    for (auto& thread : threads_) {
        if (thread.joinable()) thread.join();
    }
}

void WorkerPool::run() {
    std::unique_lock hold(mutex_);
    while (true) {
        wake_.wait(hold, [this] { return stopped_ || !jobs_.empty(); });
        if (stopped_) return;
        Job job = std::move(jobs_.front());
        jobs_.pop_front();
        hold.unlock();
        job();
        job = nullptr;
        hold.lock();
    }
}

}  // namespace gatehouse::http
