#include "idp/store/throttles.hpp"

#include "base/crypto/digest.hpp"

namespace gatehouse::idp {

std::string throttle_key(std::string_view what, std::initializer_list<std::string_view> parts) {
    std::string glued;
    for (std::string_view part : parts) glued += std::to_string(part.size()) + ':' + std::string(part);
    return std::string(what) + '/' + crypto::fingerprint(glued);
}

Count count_up(sql::Tx& tx, const std::string& key, Milliseconds window, Instant now) {
    const std::int64_t at = to_millis(now);
    const std::int64_t ends = to_millis(now + window);
    const auto row = tx.query_one(
        "INSERT INTO throttle (key, count, ends_at) VALUES (:key, 1, :ends) ON CONFLICT (key) DO UPDATE SET "
        "count = CASE WHEN throttle.ends_at <= :at THEN 1 ELSE throttle.count + 1 END, "
        "ends_at = CASE WHEN throttle.ends_at <= :now THEN :new_ends ELSE throttle.ends_at END RETURNING count, ends_at",
        {key, ends, at, at, ends});
    return {row->integer(0), from_millis(row->integer(1))};
}

Count count_of(sql::ReadTx& tx, const std::string& key, Instant now) {
    const auto row = tx.query_one("SELECT count, ends_at FROM throttle WHERE key = :key AND ends_at > :now", {key, to_millis(now)});
    if (!row) return {};
    return {row->integer(0), from_millis(row->integer(1))};
}

void prolong(sql::Tx& tx, const std::string& key, Instant ends_at) {
    tx.execute("UPDATE throttle SET ends_at = :ends WHERE key = :key", {to_millis(ends_at), key});
}

void give_back(sql::Tx& tx, const std::string& key) {
    tx.execute("UPDATE throttle SET count = count - 1 WHERE key = :key AND count > 0", {key});
}

void clear_count(sql::Tx& tx, const std::string& key) {
    tx.execute("DELETE FROM throttle WHERE key = :key", {key});
}

int forget_throttles(sql::Tx& tx, Instant now, int limit) {
    return static_cast<int>(tx.execute("DELETE FROM throttle WHERE key IN (SELECT key FROM throttle WHERE ends_at <= :now LIMIT :n)",
                                       {to_millis(now), std::int64_t{limit}}));
}

}  // namespace gatehouse::idp
