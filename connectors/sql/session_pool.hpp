// A fixed number of sessions, opened when first needed, leased for one transaction, waited for no longer than the limit. A session whose
// connection broke is dropped with its statements and the next lease opens a new one (SOCI 4.0.3 crashes on statements kept over
// reconnect()).
#pragma once

#include "connectors/sql/failure.hpp"
#include "connectors/sql/session.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace gatehouse::sql {

class SessionPool {
public:
    using Open = std::function<std::unique_ptr<Session>()>;  // throws Failure

    class Lease {
    public:
        Lease(SessionPool& pool, std::unique_ptr<Session> session) : pool_(&pool), session_(std::move(session)) {}
        Lease(Lease&& other) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease() {
            if (pool_) pool_->give_back(std::move(session_));
        }
        bool holds_session() const { return session_ != nullptr; }
        Session& session() { return *session_; }
        void drop() { session_.reset(); }
        void renew() {
            session_.reset();
            session_ = pool_->open_();
        }

    private:
        struct Forget {
            void operator()(SessionPool*) const {}
        };
        std::unique_ptr<SessionPool, Forget> pool_;  // unique only so that a moved-from lease gives nothing back
        std::unique_ptr<Session> session_;           // none: dropped
    };

    SessionPool(int size, Open open, std::chrono::milliseconds limit);
    Lease try_lease();  // throws Failure (unavailable) after the limit

private:
    void give_back(std::unique_ptr<Session> session);

    Open open_;
    std::chrono::milliseconds limit_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Session>> idle_;
    int not_leased_;
};

}  // namespace gatehouse::sql
