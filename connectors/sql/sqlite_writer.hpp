// The one writing thread of a SQLite store: group commit. Whatever waits is run in one transaction, a savepoint each, then one COMMIT
// (one fsync), then everybody is told. Several processes may write the same file: BEGIN IMMEDIATE waits up to 5 s for the others.
#pragma once

#include "connectors/sql/action_thread.hpp"
#include "connectors/sql/sqlite_session.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gatehouse::sql {

class SqliteWriter {
public:
    using Closure = std::function<Result<void>(Tx&)>;

    explicit SqliteWriter(std::string path);  // throws Failure
    ~SqliteWriter();                          // after what waits is done
    Result<void> transact(const Closure& closure);

private:
    struct Job;
    void loop();
    void run_batch(std::vector<Job*>& batch);
    void run_job(Job& job);
    void settle(std::vector<Job*>& batch, const Result<void>& committed);
    Result<void> statement(std::string_view sql);
    Result<void> ensure_session();

    std::string path_;
    std::unique_ptr<SqliteSession> session_;
    ActionThread actions_;
    std::mutex mutex_;
    std::condition_variable put_, done_;
    std::deque<Job*> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace gatehouse::sql
