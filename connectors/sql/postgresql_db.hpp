// Pooled sessions; every transaction SERIALIZABLE and run again, a bounded number of times, after a serialization failure or deadlock.
#pragma once

#include "connectors/sql/action_thread.hpp"
#include "connectors/sql/db.hpp"
#include "connectors/sql/session_pool.hpp"

#include <memory>
#include <string>

namespace gatehouse::sql {

class PostgresqlDb final : public Db {
public:
    PostgresqlDb(const std::string& conninfo, int read_sessions);  // throws Failure: one session is opened at once
    Engine engine() const override { return Engine::postgresql; }

protected:
    Result<void> transact_closure(const std::function<Result<void>(Tx&)>& closure) override;
    Result<void> read_closure(const std::function<Result<void>(ReadTx&)>& closure) override;

private:
    SessionPool writers_;
    SessionPool readers_;
    ActionThread actions_;
};

// url: "postgresql://…" or "postgresql:dbname=… host=…". Errors: bad_input, and throws Failure (unavailable).
Result<std::unique_ptr<Db>> open_postgresql(const std::string& url, int read_sessions);

}  // namespace gatehouse::sql
