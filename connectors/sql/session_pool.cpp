#include "connectors/sql/session_pool.hpp"

namespace gatehouse::sql {

SessionPool::SessionPool(int size, Open open, std::chrono::milliseconds limit)
    : open_(std::move(open)), limit_(limit), not_leased_(size > 0 ? size : 1) {}

SessionPool::Lease SessionPool::try_lease() {
    std::unique_ptr<Session> session;
    {
        std::unique_lock hold(mutex_);
        if (!returned_.wait_for(hold, limit_, [&] { return not_leased_ > 0; })) throw store_unavailable("all database sessions are in use");
        --not_leased_;
        if (!idle_.empty()) {
            session = std::move(idle_.back());
            idle_.pop_back();
        }
    }
    Lease lease(*this, std::move(session));  // from here a throw gives the place back
    if (!lease.holds_session()) lease.renew();
    return lease;
}

void SessionPool::give_back(std::unique_ptr<Session> session) {
    {
        std::lock_guard hold(mutex_);
        if (session) idle_.push_back(std::move(session));
        ++not_leased_;
    }
    returned_.notify_one();
}

}  // namespace gatehouse::sql
