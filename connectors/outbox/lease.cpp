#include "connectors/outbox/lease.hpp"

#include <algorithm>

namespace gatehouse::outbox {

namespace {

constexpr std::chrono::minutes lease_time{2};

std::optional<Leased> find_due(sql::ReadTx& tx, const std::string& kind, Instant now) {
    const auto row = tx.query_one(
        "SELECT id, attempts, kind, stream, payload FROM outbox_item i WHERE dead = 0 AND kind = :kind AND due_at <= :due AND leased_until "
        "<= :free "
        "AND (stream = '' OR NOT EXISTS (SELECT 1 FROM outbox_item e WHERE e.dead = 0 AND e.kind = i.kind AND e.stream = i.stream AND e.id "
        "< i.id)) "
        "ORDER BY id LIMIT 1",
        {kind, to_millis(now), to_millis(now)});
    if (!row) return std::nullopt;
    return Leased{row->integer(0), row->integer(1), {row->text(2), row->text(3), row->text(4)}};
}

Result<void> change(sql::Db& db, std::string_view sql, std::initializer_list<sql::Value> values) {
    return db.transact([&](sql::Tx& tx) -> Result<void> {
        tx.execute(sql, values);  // no row: the lease ran out and another worker has it
        return {};
    });
}

}  // namespace

Result<std::optional<Leased>> lease_next(sql::Db& db, const std::string& kind, const std::string& worker, Instant now) {
    // Looking takes no write lock, so that an idle worker disturbs nobody.
    TRY(const auto seen, db.read([&](sql::ReadTx& tx) -> Result<bool> { return find_due(tx, kind, now).has_value(); }));
    if (!seen) return std::optional<Leased>{};
    return db.transact([&](sql::Tx& tx) -> Result<std::optional<Leased>> {
        const auto found = find_due(tx, kind, now);
        if (!found) return std::optional<Leased>{};
        const auto taken =
            tx.execute("UPDATE outbox_item SET leased_by = :worker, leased_until = :until WHERE id = :id AND leased_until <= :free",
                       {worker, to_millis(now + lease_time), found->id, to_millis(now)});
        return taken == 1 ? found : std::optional<Leased>{};
    });
}

Result<void> settle_delivered(sql::Db& db, const Leased& leased, const std::string& worker) {
    return change(db, "DELETE FROM outbox_item WHERE id = :id AND leased_by = :worker", {leased.id, worker});
}

Result<void> settle_failed(sql::Db& db, const Leased& leased, const std::string& worker, const std::string& problem, Instant due) {
    return change(db,
                  "UPDATE outbox_item SET attempts = attempts + 1, problem = :problem, due_at = :due, leased_until = 0, leased_by = '' "
                  "WHERE id = :id AND leased_by = :worker",
                  {problem, to_millis(due), leased.id, worker});
}

Result<void> settle_dead(sql::Db& db, const Leased& leased, const std::string& worker, const std::string& problem) {
    return change(db,
                  "UPDATE outbox_item SET attempts = attempts + 1, problem = :problem, dead = 1, leased_until = 0, leased_by = '' "
                  "WHERE id = :id AND leased_by = :worker",
                  {problem, leased.id, worker});
}

Seconds wait_after(std::int64_t attempts) {
    return Seconds{std::min<std::int64_t>(60, std::int64_t{1} << std::min<std::int64_t>(attempts, 6))};
}

}  // namespace gatehouse::outbox
