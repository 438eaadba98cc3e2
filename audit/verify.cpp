#include "audit/audit.hpp"
#include "audit/check_leaf.hpp"
#include "audit/note.hpp"
#include "audit/tree.hpp"
#include "base/encoding.hpp"

#include <fmt/format.h>

namespace gatehouse::audit {

namespace {

constexpr std::int64_t page = 1000;

Result<void> tampered(std::string what) {
    return fail(ErrorCode::conflict, std::move(what));
}

// Walks the whole log once, in the order of positions, and recomputes all that is stored beside the leaves.
class Walk {
public:
    Walk(sql::ReadTx& tx, const jose::Key& key) : tx_(tx), key_(key) {}

    Result<std::int64_t> run() {
        TRY_VOID(load_checkpoints());
        TRY_VOID(numbered_leaves());
        TRY_VOID(unnumbered_leaves());
        TRY_VOID(no_other_rows());
        return tree_.size() + unnumbered_;
    }

private:
    Result<void> load_checkpoints() {
        for (const sql::Row& row : tx_.query("SELECT size, root, note FROM audit_checkpoint ORDER BY size"))
            checkpoints_[row.integer(0)] = {row.integer(0), from_base64url(row.text(1)).value_or(""), row.text(2)};
        return {};
    }

    Result<void> numbered_leaves() {
        while (true) {
            const auto rows = tx_.query(
                "SELECT p.position, l.inserted, l.id, l.at, l.act, l.bytes, l.hash FROM audit_position p LEFT JOIN audit_leaf l "
                "ON l.inserted = p.inserted WHERE p.position >= :from ORDER BY p.position LIMIT :most",
                {tree_.size(), page});
            for (const sql::Row& row : rows) TRY_VOID(numbered_leaf(row));
            if (std::ssize(rows) < page) break;
        }
        if (!checkpoints_.empty() && checkpoints_.rbegin()->first > tree_.size())
            return tampered(fmt::format("A checkpoint was signed over {} leaves, but only {} are numbered.", checkpoints_.rbegin()->first,
                                        tree_.size()));
        if (tree_.size() > 0 && !checkpoints_.contains(tree_.size()))
            return tampered(fmt::format("No checkpoint covers all {} numbered leaves.", tree_.size()));
        return {};
    }

    Result<void> numbered_leaf(const sql::Row& row) {
        const std::int64_t position = tree_.size();
        if (row.integer(0) != position) return tampered(fmt::format("Position {} is missing.", position));
        if (row.is_null(1)) return tampered(fmt::format("The leaf at position {} is missing.", position));
        TRY(const Leaf leaf, check_leaf(tx_, stored(row)));
        for (const Node& node : tree_.append(leaf_hash(row.text(5)))) TRY_VOID(stored_node(node));
        return checkpoint_at(leaf);
    }

    static StoredLeaf stored(const sql::Row& row) {
        return {row.integer(1), row.text(2), row.integer(3), row.text(4), row.text(5), row.text(6), row.optional_integer(0).value_or(-1)};
    }

    Result<void> stored_node(const Node& node) {
        ++nodes_;
        const auto row = tx_.query_one("SELECT hash FROM audit_node WHERE level = :level AND place = :place", {node.level, node.place});
        if (row && row->text(0) == base64url(node.hash)) return {};
        return tampered(
            fmt::format("The tree's node {} of level {} is {}.", node.place, node.level, row ? "not what its leaves give" : "missing"));
    }

    Result<void> checkpoint_at(const Leaf& leaf) {
        const auto found = checkpoints_.find(tree_.size());
        if (found == checkpoints_.end()) return {};
        const Checkpoint& checkpoint = found->second;
        const auto body = open_note(checkpoint.note, key_);
        if (!body) return tampered(fmt::format("Checkpoint {}: {}", checkpoint.size, body.error().message));
        if (body->origin != leaf.origin)
            return tampered(fmt::format("Checkpoint {} is of {}, its leaves of {}.", checkpoint.size, body->origin, leaf.origin));
        if (body->size != checkpoint.size || body->root != tree_.root() || checkpoint.root != tree_.root())
            return tampered(fmt::format("Checkpoint {} does not hold for the leaves below it.", checkpoint.size));
        return {};
    }

    Result<void> unnumbered_leaves() {
        for (std::int64_t after = 0;;) {
            const auto rows = tx_.query(
                "SELECT NULL, l.inserted, l.id, l.at, l.act, l.bytes, l.hash, u.inserted FROM audit_leaf l LEFT JOIN audit_unnumbered u "
                "ON u.inserted = l.inserted WHERE l.inserted > :after AND NOT EXISTS (SELECT 1 FROM audit_position p WHERE p.inserted = "
                "l.inserted) "
                "ORDER BY l.inserted LIMIT :most",
                {after, page});
            for (const sql::Row& row : rows) {
                after = row.integer(1);
                ++unnumbered_;
                if (row.is_null(7))
                    return tampered(fmt::format("Leaf {} has neither a position nor a place in the queue for one.", row.text(2)));
                TRY_VOID(check_leaf(tx_, stored(row)));
            }
            if (std::ssize(rows) < page) return {};
        }
    }

    std::int64_t number(std::string_view sql) { return tx_.query_one(sql)->integer(0); }

    // Everything that should be there was found; nothing else may be.
    Result<void> no_other_rows() {
        if (number("SELECT COUNT(*) FROM audit_position") != tree_.size()) return tampered("There are positions that belong to no leaf.");
        if (number("SELECT COUNT(*) FROM audit_node") != nodes_) return tampered("The tree has nodes that belong to no leaf.");
        if (number("SELECT COUNT(*) FROM audit_unnumbered") != unnumbered_) return tampered("A numbered leaf waits for a position again.");
        if (checkpoints_.contains(0)) return tampered("There is a checkpoint of nothing.");
        return {};
    }

    sql::ReadTx& tx_;
    const jose::Key& key_;
    Frontier tree_;
    std::int64_t nodes_ = 0, unnumbered_ = 0;
    std::map<std::int64_t, Checkpoint> checkpoints_;
};

}  // namespace

Result<Verification> verify(sql::Db& db, const jose::Key& key) {
    return db.read([&](sql::ReadTx& tx) -> Result<Verification> {
        const auto leaves = Walk(tx, key).run();
        if (leaves) return Verification{*leaves, {}};
        return Verification{tx.query_one("SELECT COUNT(*) FROM audit_leaf")->integer(0), leaves.error().message};
    });
}

}  // namespace gatehouse::audit
