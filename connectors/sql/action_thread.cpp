#include "connectors/sql/action_thread.hpp"

namespace gatehouse::sql {

ActionThread::ActionThread() : thread_([this] { loop(); }) {}

ActionThread::~ActionThread() {
    {
        std::lock_guard hold(mutex_);
        stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void ActionThread::run(std::vector<std::function<void()>> actions) {
    if (actions.empty()) return;
    {
        std::lock_guard hold(mutex_);
        for (auto& action : actions) actions_.push_back(std::move(action));
    }
    changed_.notify_one();
}

void ActionThread::loop() {
    std::unique_lock hold(mutex_);
    while (true) {
        changed_.wait(hold, [&] { return stopping_ || !actions_.empty(); });
        if (actions_.empty()) return;
        std::function<void()> action = std::move(actions_.front());
        actions_.pop_front();
        hold.unlock();
        try {
            action();
        } catch (...) {  // what an action could not do, its own worker finds at its next pass
        }
        hold.lock();
    }
}

}  // namespace gatehouse::sql
