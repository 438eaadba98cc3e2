// A SQLite connection through SOCI, with its kept statements. SOCI and sqlite3 stay in sqlite_session.cpp.
#pragma once

#include "connectors/sql/session.hpp"

#include <memory>
#include <string>

namespace gatehouse::sql {

enum class SqliteRole { writer, reader };

class SqliteSession final : public Session {
public:
    // WAL, synchronous=FULL, foreign keys, busy timeout 5 s; a reader refuses to write. Throws Failure (unavailable).
    SqliteSession(const std::string& path, SqliteRole role);
    ~SqliteSession() override;

    std::vector<Row> query(std::string_view sql, std::span<const Value> values) override;
    std::int64_t execute(std::string_view sql, std::span<const Value> values) override;
    Engine engine() const override { return Engine::sqlite; }
    bool in_transaction() const;  // false after SQLite rolled everything back by itself (disk full, I/O error)

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::sql
