// The only door to SQL. SOCI (and SQLite's and libpq's handles) stay behind db.cpp and its neighbours.
//
// transact() takes a closure from the first commit: on SQLite one writer thread runs many requests' closures in one
// transaction with a savepoint each and one fsync at the end (group commit); on PostgreSQL each runs SERIALIZABLE in a
// pooled session and is run again after a serialization failure. So a closure touches only its Tx& and may run twice.
// A Result error rolls its savepoint back. A refusal that must be kept (reuse of a code, a denial leaf) is a *value* and commits.
// transact() returns when what it wrote is durable.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace gatehouse::sql {

// Times are epoch milliseconds, truth values 0/1, binary is base64url or hex text.
using Value = std::variant<std::nullptr_t, std::int64_t, std::string>;

class Row {
public:
    explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
    std::int64_t integer(std::size_t column) const;  // throws std::logic_error on NULL or text
    const std::string& text(std::size_t column) const;
    std::optional<std::int64_t> optional_integer(std::size_t column) const;
    std::optional<std::string> optional_text(std::size_t column) const;
    bool is_null(std::size_t column) const;
    std::size_t size() const { return values_.size(); }

private:
    std::vector<Value> values_;
};

enum class Engine { sqlite, postgresql };

// Thrown by query and execute; transact() and read() turn it into an Error: unique violation → conflict, otherwise
// unavailable or internal. Never carries a bound value.
class Failure;

class ReadTx {
public:
    virtual ~ReadTx() = default;
    // Named placeholders in order of use: "SELECT … WHERE a = :a AND b = :b", {a, b}; a name occurs once. SQL text is a literal: statements
    // are kept by it.
    virtual std::vector<Row> query(std::string_view sql, std::initializer_list<Value> values = {}) = 0;
    virtual std::vector<Row> query(std::string_view sql, std::span<const Value> values) = 0;
    std::optional<Row> query_one(std::string_view sql,
                                 std::initializer_list<Value> values = {});  // throws std::logic_error on more than one
    virtual Engine engine() const = 0;
};

class Tx : public ReadTx {
public:
    // Affected rows. The conditional write decides by this number, never look-then-write (invariant 6).
    virtual std::int64_t execute(std::string_view sql, std::initializer_list<Value> values = {}) = 0;
    virtual std::int64_t execute(std::string_view sql, std::span<const Value> values) = 0;
    // Runs once after this closure's writes are durable, on another thread; e.g. to wake the outbox.
    virtual void after_commit(std::function<void()> action) = 0;
};

struct DbSettings {
    // "sqlite:/path/file.db", "sqlite::memory:" (one shared in-memory database per Db), "postgresql://…" or "postgresql:dbname=… host=…"
    std::string url;
    int read_sessions = 8;
};

class Db {
public:
    // Errors: bad_input (URL), unavailable. Does not migrate.
    static Result<std::unique_ptr<Db>> open(const DbSettings& settings);
    virtual ~Db() = default;

    // f: Result<T>(Tx&). Also Result<void>.
    template <class F>
    auto transact(F&& f) -> std::invoke_result_t<F&, Tx&> {
        std::optional<std::invoke_result_t<F&, Tx&>> result;
        Result<void> committed = transact_closure([&](Tx& tx) -> Result<void> {
            result.emplace(f(tx));
            if (!*result) return std::unexpected(result->error());
            return {};
        });
        if (!committed) return std::unexpected(committed.error());
        return std::move(*result);
    }

    // f: Result<T>(ReadTx&): one snapshot, never writes.
    template <class F>
    auto read(F&& f) -> std::invoke_result_t<F&, ReadTx&> {
        std::optional<std::invoke_result_t<F&, ReadTx&>> result;
        Result<void> done = read_closure([&](ReadTx& tx) -> Result<void> {
            result.emplace(f(tx));
            return {};
        });
        if (!done) return std::unexpected(done.error());
        return std::move(*result);
    }

    virtual Engine engine() const = 0;

protected:
    virtual Result<void> transact_closure(const std::function<Result<void>(Tx&)>& closure) = 0;
    virtual Result<void> read_closure(const std::function<Result<void>(ReadTx&)>& closure) = 0;
};

}  // namespace gatehouse::sql
