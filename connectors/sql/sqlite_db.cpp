#include "connectors/sql/sqlite_db.hpp"

#include "connectors/sql/read_snapshot.hpp"

namespace gatehouse::sql {

SqliteDb::SqliteDb(const std::string& path, int read_sessions, std::unique_ptr<MemoryFolder> memory)
    : memory_(std::move(memory)),
      writer_(path),
      readers_(read_sessions, [path] { return std::make_unique<SqliteSession>(path, SqliteRole::reader); }, std::chrono::seconds{5}) {}

Result<void> SqliteDb::read_closure(const std::function<Result<void>(ReadTx&)>& closure) {
    return read_snapshot(readers_, "BEGIN", closure);
}

}  // namespace gatehouse::sql
