#include "idp/store/refused_sign_ins.hpp"

namespace gatehouse::idp {

namespace {

std::int64_t quarter_of(Instant now) {
    constexpr std::int64_t quarter_seconds = 15 * 60;
    return to_seconds(now) / quarter_seconds * quarter_seconds;
}

}  // namespace

void count_refusal(sql::Tx& tx, const std::optional<AccountId>& account, std::string_view peer, Instant now) {
    const std::string target = account ? "account " + account->str() : "peer " + std::string(peer);
    const sql::Value sub = account ? sql::Value(account->str()) : sql::Value(nullptr);
    tx.execute(
        "INSERT INTO refused_sign_in (quarter, target, sub, peer, count) VALUES (:quarter, :target, :sub, :peer, 1) "
        "ON CONFLICT (quarter, target) DO UPDATE SET count = refused_sign_in.count + 1, peer = excluded.peer",
        {quarter_of(now), target, sub, std::string(peer)});
}

std::vector<Refusals> take_refusals(sql::Tx& tx, Instant now, int limit) {
    std::vector<Refusals> taken;
    for (const auto& row : tx.query("SELECT quarter, target, sub, peer, count FROM refused_sign_in WHERE quarter < :current "
                                    "ORDER BY quarter, target LIMIT :n",
                                    {quarter_of(now), std::int64_t{limit}})) {
        tx.execute("DELETE FROM refused_sign_in WHERE quarter = :quarter AND target = :target", {row.integer(0), row.text(1)});
        const auto sub = row.optional_text(2);
        taken.push_back({.account = sub ? std::optional(AccountId(*sub)) : std::nullopt,
                         .peer = row.text(3),
                         .count = row.integer(4),
                         .quarter_began = from_seconds(row.integer(0))});
    }
    return taken;
}

}  // namespace gatehouse::idp
