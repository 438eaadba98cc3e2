// Schema steps compiled into the program. A step's file is NNNN_name.sql (both engines) or a pair
// NNNN_name.sqlite.sql / NNNN_name.postgresql.sql; a statement ends with ";" at the end of a line followed by an empty line or the end of
// the file. cmake/embed_migrations.cmake turns a folder into `const std::vector<Step> idp::migrations()`.
#pragma once

#include "base/clock.hpp"
#include "connectors/sql/db.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::sql {

struct Step {
    int number;
    std::string_view name;
    std::string_view engine;  // "", "sqlite", "postgresql"
    std::string_view sql;
};

// Applies what is missing, each step in one transaction, records number, name and SHA-256 in schema_step; a step that was changed
// after it was applied, or a store newer than the program, is an error. Two programs at once: one waits. Returns applied numbers.
Result<std::vector<int>> migrate(Db& db, const std::vector<Step>& steps, Instant now);

// Error (unavailable, "run gatehouse migrate") where steps are missing.
Result<void> check_migrated(Db& db, const std::vector<Step>& steps);

}  // namespace gatehouse::sql
