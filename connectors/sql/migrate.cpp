#include "connectors/sql/migrate.hpp"

#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"
#include "connectors/sql/failure.hpp"
#include "connectors/sql/statements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace gatehouse::sql {

namespace {

struct Applied {
    std::string name, sha256;
};

constexpr std::string_view create_table =
    "CREATE TABLE IF NOT EXISTS schema_step (number BIGINT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at BIGINT NOT "
    "NULL)";

Result<std::vector<Step>> for_engine(const std::vector<Step>& steps, Engine engine) {
    const std::string_view wanted = engine == Engine::sqlite ? "sqlite" : "postgresql";
    std::vector<Step> ours;
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(ours),
                 [&](const Step& step) { return step.engine.empty() || step.engine == wanted; });
    std::sort(ours.begin(), ours.end(), [](const Step& a, const Step& b) { return a.number < b.number; });
    const auto twice = std::adjacent_find(ours.begin(), ours.end(), [](const Step& a, const Step& b) { return a.number == b.number; });
    if (twice != ours.end()) return fail(ErrorCode::internal, fmt::format("Two schema steps carry the number {}.", twice->number));
    return ours;
}

std::string digest(const Step& step) {
    return hex(crypto::sha256(step.sql));
}

Result<std::map<int, Applied>> applied_steps(ReadTx& tx) {
    std::map<int, Applied> found;
    for (const Row& row : tx.query("SELECT number, name, sha256 FROM schema_step"))
        found[static_cast<int>(row.integer(0))] = {row.text(1), row.text(2)};
    return found;
}

Result<void> refuse_changed(const Step& step, const Applied& applied) {
    if (applied.sha256 == digest(step)) return {};
    return fail(ErrorCode::conflict,
                fmt::format("Schema step {} ({}) was changed after this store applied it; restore the step and add a new one.", step.number,
                            step.name));
}

Result<void> refuse_newer(const std::vector<Step>& steps, const std::map<int, Applied>& applied) {
    for (const auto& [number, step] : applied) {
        const bool known = std::any_of(steps.begin(), steps.end(), [&](const Step& ours) { return ours.number == number; });
        if (!known)
            return fail(ErrorCode::conflict,
                        fmt::format("The store has schema step {} ({}), which this program does not know; run a newer program.", number,
                                    step.name));
    }
    return {};
}

// True: applied now. On PostgreSQL the lock comes before the first look: LOCK takes no snapshot, so what the other program did is seen.
Result<bool> apply(Tx& tx, const Step& step, Instant now) {
    if (tx.engine() == Engine::postgresql) tx.execute("LOCK TABLE schema_step IN ACCESS EXCLUSIVE MODE");
    TRY(const auto applied, applied_steps(tx));
    if (const auto found = applied.find(step.number); found != applied.end()) {
        TRY_VOID(refuse_changed(step, found->second));
        return false;
    }
    for (const std::string& statement : split_statements(step.sql)) tx.execute(statement);
    tx.execute("INSERT INTO schema_step (number, name, sha256, applied_at) VALUES (:number, :name, :sha256, :at)",
               {std::int64_t{step.number}, std::string(step.name), digest(step), to_millis(now)});
    return true;
}

Result<void> create_schema_step(Db& db) {
    Result<void> made;
    for (int attempt = 0; attempt < 5; ++attempt) {  // PostgreSQL: two programs creating it at once collide in its catalogue
        made = db.transact([](Tx& tx) -> Result<void> {
            tx.execute(create_table);
            return {};
        });
        if (made) break;
    }
    return made;
}

bool has_schema_step(ReadTx& tx) {
    const std::string_view sql = tx.engine() == Engine::sqlite ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_step'"
                                                               : "SELECT 1 WHERE to_regclass('schema_step') IS NOT NULL";
    return tx.query_one(sql).has_value();
}

Error named(Error error, const Step& step) {
    error.detail = fmt::format("schema step {} ({}): {}", step.number, step.name, error.detail);
    return error;
}

}  // namespace

Result<std::vector<int>> migrate(Db& db, const std::vector<Step>& steps, Instant now) {
    TRY(const auto ours, for_engine(steps, db.engine()));
    TRY_VOID(create_schema_step(db));
    TRY(const auto applied, db.read([](ReadTx& tx) { return applied_steps(tx); }));
    TRY_VOID(refuse_newer(ours, applied));
    std::vector<int> numbers;
    for (const Step& step : ours) {
        Result<bool> done = db.transact([&](Tx& tx) { return apply(tx, step, now); });
        if (!done) return std::unexpected(named(done.error(), step));
        if (*done) numbers.push_back(step.number);
    }
    return numbers;
}

Result<void> check_migrated(Db& db, const std::vector<Step>& steps) {
    TRY(const auto ours, for_engine(steps, db.engine()));
    TRY(const auto applied, db.read([](ReadTx& tx) -> Result<std::map<int, Applied>> {
        if (!has_schema_step(tx)) return std::map<int, Applied>{};
        return applied_steps(tx);
    }));
    TRY_VOID(refuse_newer(ours, applied));
    for (const Step& step : ours) {
        const auto found = applied.find(step.number);
        if (found == applied.end())
            return fail(ErrorCode::unavailable,
                        fmt::format("The store lacks schema step {} ({}); run gatehouse migrate.", step.number, step.name));
        TRY_VOID(refuse_changed(step, found->second));
    }
    return {};
}

}  // namespace gatehouse::sql
