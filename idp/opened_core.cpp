#include "idp/opened_core.hpp"

#include "idp/migrations.hpp"
#include "idp/store/accounts.hpp"

namespace gatehouse::idp {

namespace {

// A store without a birth row was never finished being made; anything else is made newer by the operator alone.
Result<void> make_schema_if_empty(sql::Db& db, Instant now) {
    if (sql::check_migrated(db, all_steps())) return {};
    const auto birth = sql::read_birth(db);
    if (birth && birth->has_value()) return sql::check_migrated(db, all_steps());
    TRY_VOID(sql::migrate(db, all_steps(), now));
    return {};
}

Result<void> check_birth(const Settings& settings, sql::Db& db, Instant now) {
    TRY_VOID(sql::be_born(db, {settings.birth, "idp", "", settings.log_origin()}, now));
    if (settings.birth == sql::Birth::demo) return {};
    TRY(auto personas, db.read([](sql::ReadTx& tx) -> Result<bool> { return holds_personas(tx); }));
    if (!personas) return {};
    return fail(ErrorCode::conflict, "This real store holds personas of a demo; it does not start until they are removed.", "birth");
}

}  // namespace

audit::Origin audit_origin(const Settings& settings) {
    return {settings.log_origin(), ""};
}

OpenedCore::OpenedCore(const Settings& settings, Surroundings around, std::unique_ptr<sql::Db> db)
    : db_(std::move(db)),
      seal_(settings.seal_key, around.random),
      audit_(audit_origin(settings), around.clock, around.random),
      core_{settings, around, *db_, audit_, seal_} {}

Result<std::unique_ptr<OpenedCore>> OpenedCore::open(const Settings& settings, Surroundings around) {
    TRY(auto db, sql::Db::open({settings.database, 8}));
    TRY_VOID(make_schema_if_empty(*db, around.clock.now()));
    TRY_VOID(check_birth(settings, *db, around.clock.now()));
    return std::unique_ptr<OpenedCore>(new OpenedCore(settings, around, std::move(db)));
}

}  // namespace gatehouse::idp
