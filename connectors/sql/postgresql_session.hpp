// A PostgreSQL connection through SOCI, with its kept statements. SOCI and libpq stay in postgresql_session.cpp.
#pragma once

#include "connectors/sql/session.hpp"

#include <memory>
#include <string>

namespace gatehouse::sql {

class PostgresqlSession final : public Session {
public:
    explicit PostgresqlSession(const std::string& conninfo);  // throws Failure
    ~PostgresqlSession() override;

    std::vector<Row> query(std::string_view sql, std::span<const Value> values) override;
    std::int64_t execute(std::string_view sql, std::span<const Value> values) override;
    Engine engine() const override { return Engine::postgresql; }

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::sql
