// The Tx a closure sees. After the first Failure it refuses everything, so that a closure that swallowed the exception behaves the same on
// both engines (PostgreSQL aborts the whole transaction, SQLite only the statement).
#pragma once

#include "connectors/sql/failure.hpp"
#include "connectors/sql/session.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace gatehouse::sql {

class SessionTx final : public Tx {
public:
    explicit SessionTx(Session& session) : session_(session) {}

    using Tx::execute;
    std::vector<Row> query(std::string_view sql, std::initializer_list<Value> values = {}) override;
    std::vector<Row> query(std::string_view sql, std::span<const Value> values) override;
    std::int64_t execute(std::string_view sql, std::initializer_list<Value> values = {}) override;
    std::int64_t execute(std::string_view sql, std::span<const Value> values) override;
    void after_commit(std::function<void()> action) override { actions_.push_back(std::move(action)); }
    Engine engine() const override { return session_.engine(); }

    const std::optional<Failure>& failure() const { return failure_; }
    std::vector<std::function<void()>> take_actions() { return std::move(actions_); }

private:
    template <class F>
    auto guarded(F&& statement);

    Session& session_;
    std::optional<Failure> failure_;
    std::vector<std::function<void()>> actions_;
};

// Runs the closure; exceptions become errors: a Failure its own, anything else `internal` with what() for the log.
Result<void> run_closure(SessionTx& tx, const std::function<Result<void>(Tx&)>& closure);

}  // namespace gatehouse::sql
