// Where a "sqlite::memory:" store lives: a private folder in /dev/shm (the temporary folder elsewhere), removed at close.
// SQLite's own shared-cache memory databases lock by table, ignore the busy timeout and have no WAL snapshots, so tests on them would
// prove little; a file in memory runs the very same code. Folders whose process died (kill -9) are swept by the next one.
#pragma once

#include <filesystem>
#include <string>

namespace gatehouse::sql {

class MemoryFolder {
public:
    MemoryFolder();  // throws Failure (unavailable)
    ~MemoryFolder();
    MemoryFolder(const MemoryFolder&) = delete;
    MemoryFolder& operator=(const MemoryFolder&) = delete;
    std::string file() const { return (folder_ / "store.db").string(); }

private:
    std::filesystem::path folder_;
};

}  // namespace gatehouse::sql
