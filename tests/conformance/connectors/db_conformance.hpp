// The suite every store passes: SQLite in memory, SQLite in a file, PostgreSQL. One function per engine gives an opened, empty Db.
#pragma once

#include "connectors/sql/db.hpp"

#include <functional>
#include <memory>
#include <string>

namespace gatehouse::tests {

struct Store {
    std::string url;
    std::unique_ptr<sql::Db> db;
};

// Runs all checks; open() gives a new, empty store each time (it may be opened again by its url, unless in memory).
void db_conformance(const std::string& name, const std::function<Store()>& open);

// Migrations and the birth of a store, on an empty one.
void schema_conformance(const std::string& url);

}  // namespace gatehouse::tests
