#include "audit/audit.hpp"
#include "audit/note.hpp"
#include "audit/tree.hpp"
#include "base/encoding.hpp"

namespace gatehouse::audit {

namespace {

constexpr std::int64_t largest_turn = 500;  // leaves numbered in one transaction

std::optional<Checkpoint> newest(sql::ReadTx& tx) {
    const auto row = tx.query_one("SELECT size, root, note FROM audit_checkpoint ORDER BY size DESC LIMIT 1");
    if (!row) return std::nullopt;
    return Checkpoint{row->integer(0), from_base64url(row->text(1)).value_or(""), row->text(2)};
}

Frontier frontier_of(sql::ReadTx& tx, std::int64_t size) {
    std::vector<std::string> complete;
    for (const Node& node : Frontier::needed(size)) {
        const auto row = tx.query_one("SELECT hash FROM audit_node WHERE level = :level AND place = :place", {node.level, node.place});
        complete.push_back(row ? from_base64url(row->text(0)).value_or("") : "");  // a missing node: verify finds it by the wrong root
    }
    return {size, std::move(complete)};
}

void number(sql::Tx& tx, Frontier& tree, std::int64_t inserted, const std::string& hash) {
    tx.execute("INSERT INTO audit_position (position, inserted) VALUES (:position, :inserted)", {tree.size(), inserted});
    tx.execute("DELETE FROM audit_unnumbered WHERE inserted = :inserted", {inserted});
    for (const Node& node : tree.append(from_base64url(hash).value_or("")))
        tx.execute("INSERT INTO audit_node (level, place, hash) VALUES (:level, :place, :hash)",
                   {node.level, node.place, base64url(node.hash)});
}

// One turn: the row of audit_sequencer is the lease. Whoever updated it has the turn until commit, and loses it by dying.
Result<std::int64_t> turn(sql::Tx& tx, const Origin& origin, const jose::Key& key, Instant now) {
    tx.execute("UPDATE audit_sequencer SET turn = turn + 1 WHERE one = 1");
    const auto size = tx.query_one("SELECT COALESCE(MAX(position) + 1, 0) FROM audit_position")->integer(0);
    const auto leaves = tx.query(
        "SELECT u.inserted, l.hash FROM audit_unnumbered u JOIN audit_leaf l ON l.inserted = u.inserted ORDER BY u.inserted LIMIT :most",
        {largest_turn});
    if (leaves.empty()) return 0;
    Frontier tree = frontier_of(tx, size);
    for (const sql::Row& leaf : leaves) number(tx, tree, leaf.integer(0), leaf.text(1));
    tx.execute("INSERT INTO audit_checkpoint (size, root, note, at) VALUES (:size, :root, :note, :at)",
               {tree.size(), base64url(tree.root()), sign_note(origin.origin, tree.size(), tree.root(), key), to_millis(now)});
    return static_cast<std::int64_t>(leaves.size());
}

Result<bool> anything_waits(sql::Db& db) {
    return db.read([](sql::ReadTx& tx) -> Result<bool> { return !tx.query("SELECT inserted FROM audit_unnumbered LIMIT 1").empty(); });
}

}  // namespace

Result<Checkpoint> sequence(sql::Db& db, const Origin& origin, const jose::Key& signing_key, Instant now) {
    TRY(const bool waits, anything_waits(db));  // a read, so that an idle log takes no write lock
    for (std::int64_t numbered = waits ? largest_turn : 0; numbered == largest_turn;) {
        TRY(numbered, db.transact([&](sql::Tx& tx) { return turn(tx, origin, signing_key, now); }));
    }
    return latest(db);
}

Result<Checkpoint> latest(sql::Db& db) {
    return db.read([](sql::ReadTx& tx) -> Result<Checkpoint> { return newest(tx).value_or(Checkpoint{0, Frontier().root(), {}}); });
}

}  // namespace gatehouse::audit
