#include "audit/check_leaf.hpp"

#include "audit/tree.hpp"
#include "base/encoding.hpp"

#include <fmt/format.h>

#include <set>

namespace gatehouse::audit {

namespace {

Result<void> wrong(const StoredLeaf& stored, std::string_view what) {
    const std::string place = stored.position < 0 ? "not yet numbered" : fmt::format("position {}", stored.position);
    return fail(ErrorCode::conflict, fmt::format("Leaf {} ({}): {}.", stored.id, place, what));
}

Result<void> columns_agree(const StoredLeaf& stored, const Leaf& leaf) {
    if (leaf.id == stored.id && leaf.act == stored.act && leaf.at == rfc3339(from_millis(stored.at))) return {};
    return wrong(stored, "its columns say something else than its bytes");
}

// The subs that the remaining openings name.
Result<std::set<std::string>> openings_hold(sql::ReadTx& tx, const StoredLeaf& stored, const Leaf& leaf) {
    std::set<std::string> subs;
    for (const sql::Row& row : tx.query("SELECT name, salt, value FROM audit_opening WHERE inserted = :inserted", {stored.inserted})) {
        const Opening opening{row.text(0), from_base64url(row.text(1)).value_or(""), row.text(2)};
        const auto committed = leaf.commitments.find(opening.name);
        if (committed == leaf.commitments.end() || committed->second != commitment(opening))
            return std::unexpected(wrong(stored, fmt::format("the opening of {} does not fit its commitment", opening.name)).error());
        const bool person = opening.name == "actor" || opening.name == "on_behalf_of" || opening.name == "subject";
        if (person) subs.insert(opening.value.substr(opening.value.rfind(' ') + 1));
    }
    return subs;
}

Result<void> index_agrees(sql::ReadTx& tx, const StoredLeaf& stored, const Leaf& leaf, const std::set<std::string>& subs) {
    std::set<std::string> indexed;
    for (const sql::Row& row : tx.query("SELECT sub FROM audit_person WHERE inserted = :inserted", {stored.inserted}))
        indexed.insert(row.text(0));
    if (indexed != subs) return wrong(stored, "the index of persons does not fit its openings");
    std::set<std::string> organisations, named;
    for (const sql::Row& row : tx.query("SELECT organisation FROM audit_organisation WHERE inserted = :inserted", {stored.inserted}))
        organisations.insert(row.text(0));
    if (const auto organisation = leaf.objects.find("organisation"); organisation != leaf.objects.end()) named.insert(organisation->second);
    if (organisations != named) return wrong(stored, "the index of organisations does not fit it");
    return {};
}

}  // namespace

Result<Leaf> check_leaf(sql::ReadTx& tx, const StoredLeaf& stored) {
    if (base64url(leaf_hash(stored.bytes)) != stored.hash) return std::unexpected(wrong(stored, "its hash does not fit its bytes").error());
    Result<Leaf> leaf = read_leaf(stored.bytes);
    if (!leaf) return std::unexpected(wrong(stored, "its bytes are not a leaf of version 1").error());
    TRY_VOID(columns_agree(stored, *leaf));
    TRY(const auto subs, openings_hold(tx, stored, *leaf));
    TRY_VOID(index_agrees(tx, stored, *leaf, subs));
    return leaf;
}

}  // namespace gatehouse::audit
