#include "connectors/sql/postgresql_db.hpp"

#include "connectors/sql/postgresql_conninfo.hpp"
#include "connectors/sql/postgresql_session.hpp"
#include "connectors/sql/read_snapshot.hpp"
#include "connectors/sql/session_tx.hpp"

#include <chrono>
#include <random>
#include <thread>

namespace gatehouse::sql {

namespace {

constexpr int most_attempts = 10;
constexpr std::chrono::seconds lease_limit{5};

struct Attempt {
    Result<void> result;
    Cure cure = Cure::none;
    std::vector<std::function<void()>> actions;
};

void roll_back(SessionPool::Lease& lease, Cure cure) {
    if (cure == Cure::replace) return lease.drop();
    try {
        lease.session().execute("ROLLBACK", {});
    } catch (const Failure&) {
        lease.drop();
    }
}

// One run of the closure up to COMMIT. Where the connection breaks in COMMIT nobody knows what happened, so that is never run again.
Attempt attempt(SessionPool& pool, const std::function<Result<void>(Tx&)>& closure) {
    SessionPool::Lease lease = pool.try_lease();
    begin_on_living_session(lease, "BEGIN ISOLATION LEVEL SERIALIZABLE");
    SessionTx tx(lease.session());
    Result<void> result = run_closure(tx, closure);
    if (!result) {
        const Cure cure = tx.failure() ? tx.failure()->cure() : Cure::none;
        roll_back(lease, cure);
        return {std::move(result), cure, {}};
    }
    try {
        lease.session().execute("COMMIT", {});
        return {{}, Cure::none, tx.take_actions()};
    } catch (const Failure& failure) {
        roll_back(lease, failure.cure());
        return {std::unexpected(failure.error()), failure.cure(), {}};
    }
}

// Two transactions that failed over each other must not meet again at once.
void back_off(int attempts) {
    thread_local std::minstd_rand jitter(static_cast<unsigned>(std::chrono::steady_clock::now().time_since_epoch().count()));
    const int ceiling = 2 << std::min(attempts, 6);
    std::this_thread::sleep_for(std::chrono::milliseconds{1 + static_cast<int>(jitter() % static_cast<unsigned>(ceiling))});
}

}  // namespace

PostgresqlDb::PostgresqlDb(const std::string& conninfo, int read_sessions)
    : writers_(
          read_sessions, [conninfo] { return std::make_unique<PostgresqlSession>(conninfo); }, lease_limit),
      readers_(read_sessions, [conninfo] { return std::make_unique<PostgresqlSession>(conninfo); }, lease_limit) {
    writers_.try_lease();
}

Result<void> PostgresqlDb::transact_closure(const std::function<Result<void>(Tx&)>& closure) {
    try {
        for (int attempts = 1;; ++attempts) {
            Attempt ended = attempt(writers_, closure);
            if (ended.result) actions_.run(std::move(ended.actions));
            if (ended.result || ended.cure != Cure::retry || attempts == most_attempts) return ended.result;
            back_off(attempts);
        }
    } catch (const Failure& failure) {
        return std::unexpected(failure.error());
    }
}

Result<void> PostgresqlDb::read_closure(const std::function<Result<void>(ReadTx&)>& closure) {
    return read_snapshot(readers_, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", closure);
}

Result<std::unique_ptr<Db>> open_postgresql(const std::string& url, int read_sessions) {
    TRY(const std::string conninfo, postgresql_conninfo(url));
    return std::make_unique<PostgresqlDb>(conninfo, read_sessions);
}

}  // namespace gatehouse::sql
