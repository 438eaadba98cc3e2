#include "authz/store/open_store.hpp"

#include "audit/audit.hpp"
#include "connectors/outbox/outbox.hpp"

namespace gatehouse::authz {
namespace {

Result<void> take_environment(sql::Db& db, const std::string& environment) {
    return db.transact([&](sql::Tx& tx) -> Result<void> {
        const auto present = tx.query_one("SELECT environment FROM store_environment WHERE one = 1");
        if (!present) {
            tx.execute("INSERT INTO store_environment (one, environment) VALUES (1, :environment)", {environment});
            return {};
        }
        if (present->text(0) == environment) return {};
        return fail(ErrorCode::conflict, "This store belongs to " + present->text(0) + " and cannot be used for " + environment +
                                             "; name the right file as \"database\".");
    });
}

// A store without any table of ours: nothing could be lost by filling it.
bool is_empty(sql::Db& db) {
    const auto birth = sql::read_birth(db);
    return !birth || !*birth;
}

}  // namespace

std::vector<sql::Step> all_steps() {
    std::vector<sql::Step> steps = sql::store_birth_steps();
    for (const auto* list : {&outbox::steps(), &audit::steps(), &migrations()}) steps.insert(steps.end(), list->begin(), list->end());
    return steps;
}

Result<std::unique_ptr<sql::Db>> open_store(const Settings& settings, Instant now, Older older) {
    TRY(auto db, sql::Db::open({settings.database}));
    const auto steps = all_steps();
    if (older == Older::migrate || is_empty(*db)) {
        TRY_VOID(sql::migrate(*db, steps, now));
    } else {
        TRY_VOID(sql::check_migrated(*db, steps));
    }
    TRY_VOID(sql::be_born(*db, {settings.birth, "authz", settings.environment, settings.origin()}, now));
    TRY_VOID(take_environment(*db, settings.environment));
    return db;
}

}  // namespace gatehouse::authz
