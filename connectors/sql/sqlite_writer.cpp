#include "connectors/sql/sqlite_writer.hpp"

#include "connectors/sql/session_tx.hpp"

#include <algorithm>

namespace gatehouse::sql {

namespace {

constexpr std::size_t largest_batch = 128;
constexpr std::chrono::seconds longest_wait{15};  // in the queue; over two busy timeouts

}  // namespace

struct SqliteWriter::Job {
    const Closure& closure;
    enum class State { waiting, running, done } state = State::waiting;
    Result<void> result;
    std::vector<std::function<void()>> actions;
};

SqliteWriter::SqliteWriter(std::string path)
    : path_(std::move(path)), session_(std::make_unique<SqliteSession>(path_, SqliteRole::writer)), thread_([this] { loop(); }) {}

SqliteWriter::~SqliteWriter() {
    {
        std::lock_guard hold(mutex_);
        stopping_ = true;
    }
    put_.notify_one();
    thread_.join();
}

Result<void> SqliteWriter::transact(const Closure& closure) {
    if (std::this_thread::get_id() == thread_.get_id())
        return fail(ErrorCode::internal, "A transaction was begun inside another.", {},
                    "transact() called from a closure of the writer thread");
    Job job{closure, Job::State::waiting, {}, {}};
    std::unique_lock hold(mutex_);
    waiting_.push_back(&job);
    put_.notify_one();
    if (!done_.wait_for(hold, longest_wait, [&] { return job.state != Job::State::waiting; })) {
        std::erase(waiting_, &job);
        return std::unexpected(store_unavailable("the writer is busy").error());
    }
    done_.wait(hold, [&] { return job.state == Job::State::done; });
    return std::move(job.result);
}

void SqliteWriter::loop() {
    std::vector<Job*> batch;
    while (true) {
        {
            std::unique_lock hold(mutex_);
            put_.wait(hold, [&] { return stopping_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), largest_batch));
            batch.assign(waiting_.begin(), end);
            waiting_.erase(waiting_.begin(), end);
            for (Job* job : batch) job->state = Job::State::running;
        }
        run_batch(batch);
    }
}

Result<void> SqliteWriter::ensure_session() {
    if (session_) return {};
    try {
        session_ = std::make_unique<SqliteSession>(path_, SqliteRole::writer);
        return {};
    } catch (const Failure& failure) {
        return std::unexpected(failure.error());
    }
}

Result<void> SqliteWriter::statement(std::string_view sql) {
    try {
        session_->execute(sql, {});
        return {};
    } catch (const Failure& failure) {
        return std::unexpected(failure.error());
    }
}

void SqliteWriter::run_batch(std::vector<Job*>& batch) {
    Result<void> state = ensure_session();
    if (state) state = statement("BEGIN IMMEDIATE");
    for (std::size_t next = 0; state && next < batch.size(); ++next) {
        run_job(*batch[next]);
        // Out of disk, SQLite may have rolled everything back by itself: then nothing of the batch may be acknowledged.
        if (!session_->in_transaction()) state = std::unexpected(store_unavailable("the transaction was rolled back").error());
    }
    if (state) state = statement("COMMIT");
    if (!state && session_ && session_->in_transaction() && !statement("ROLLBACK")) session_.reset();
    settle(batch, state);
}

void SqliteWriter::run_job(Job& job) {
    if (job.result = statement("SAVEPOINT one"); !job.result) return;
    SessionTx tx(*session_);
    job.result = run_closure(tx, job.closure);
    if (job.result) {
        job.actions = tx.take_actions();
        job.result = statement("RELEASE one");
        return;
    }
    if (!session_->in_transaction()) return;
    if (!statement("ROLLBACK TO one") || !statement("RELEASE one")) (void)statement("ROLLBACK");  // seen by run_batch: no transaction left
}

void SqliteWriter::settle(std::vector<Job*>& batch, const Result<void>& committed) {
    std::vector<std::function<void()>> actions;
    {
        std::lock_guard hold(mutex_);
        for (Job* job : batch) {
            if (!committed) job->result = committed;
            if (job->result) std::move(job->actions.begin(), job->actions.end(), std::back_inserter(actions));
            job->state = Job::State::done;
        }
    }
    done_.notify_all();
    actions_.run(std::move(actions));
}

}  // namespace gatehouse::sql
