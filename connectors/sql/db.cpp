#include "connectors/sql/db.hpp"

#include "connectors/sql/failure.hpp"
#include "connectors/sql/postgresql_db.hpp"
#include "connectors/sql/sqlite_db.hpp"

#include <fmt/format.h>

namespace gatehouse::sql {

namespace {

Result<std::unique_ptr<Db>> open_sqlite(const std::string& path, int read_sessions) {
    if (path == ":memory:") {
        auto folder = std::make_unique<MemoryFolder>();
        const std::string file = folder->file();
        return std::make_unique<SqliteDb>(file, read_sessions, std::move(folder));
    }
    if (path.empty() || path.find_first_of("\"\n") != std::string::npos)
        return fail(ErrorCode::bad_input,
                    "A SQLite store is named by the path of its file, without quotation marks: sqlite:/var/lib/gatehouse/idp.db.",
                    "database");
    return std::make_unique<SqliteDb>(path, read_sessions, nullptr);
}

}  // namespace

Result<std::unique_ptr<Db>> Db::open(const DbSettings& settings) {
    const std::string& url = settings.url;
    try {
        if (url.starts_with("sqlite:")) return open_sqlite(url.substr(7), settings.read_sessions);
        if (url.starts_with("postgresql:")) return open_postgresql(url, settings.read_sessions);
        return fail(ErrorCode::bad_input,
                    "A database is named as sqlite:/path/file.db, sqlite::memory: or postgresql:…; correct the setting.", "database");
    } catch (const Failure& failure) {
        return std::unexpected(failure.error());
    }
}

}  // namespace gatehouse::sql
