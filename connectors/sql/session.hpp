// One connection with its kept statements, whatever the engine. Not thread-safe; after an error whose cure is `replace` it is thrown away.
#pragma once

#include "connectors/sql/db.hpp"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace gatehouse::sql {

class Session {
public:
    virtual ~Session() = default;
    virtual std::vector<Row> query(std::string_view sql, std::span<const Value> values) = 0;
    virtual std::int64_t execute(std::string_view sql, std::span<const Value> values) = 0;
    virtual Engine engine() const = 0;
};

// Throws Failure (bad_input) on a text with a NUL byte: PostgreSQL would cut it there, so no engine takes it.
void refuse_nul(std::span<const Value> values);

}  // namespace gatehouse::sql
