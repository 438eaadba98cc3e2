#pragma once

#include "connectors/sql/db.hpp"
#include "connectors/sql/memory_folder.hpp"
#include "connectors/sql/session_pool.hpp"
#include "connectors/sql/sqlite_writer.hpp"

#include <memory>
#include <string>

namespace gatehouse::sql {

class SqliteDb final : public Db {
public:
    // Throws Failure. memory: the folder that goes with this Db; none for a file.
    SqliteDb(const std::string& path, int read_sessions, std::unique_ptr<MemoryFolder> memory);
    Engine engine() const override { return Engine::sqlite; }

protected:
    Result<void> transact_closure(const std::function<Result<void>(Tx&)>& closure) override { return writer_.transact(closure); }
    Result<void> read_closure(const std::function<Result<void>(ReadTx&)>& closure) override;

private:
    std::unique_ptr<MemoryFolder> memory_;
    SqliteWriter writer_;
    SessionPool readers_;
};

}  // namespace gatehouse::sql
