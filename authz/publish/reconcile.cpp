#include "authz/publish/reconcile.hpp"

#include "authz/store/grants.hpp"

#include <algorithm>

namespace gatehouse::authz {
namespace {

constexpr int page_size = 500;

using Stop = std::function<bool()>;

// One entry that the directory will not take is no outage: it is counted, and the others go on.
Result<void> count(Reconciled& sum, const Result<void>& published) {
    if (published) {
        ++sum.published;
    } else if (published.error().code == ErrorCode::bad_input) {
        if (++sum.refused == 1) sum.first_refusal = published.error();
    } else {
        return published;
    }
    return {};
}

// Calls publish(id) for every id that the statement yields, page by page: "… WHERE key > :after … ORDER BY key LIMIT :most".
template <class F>
Result<void> for_each_id(sql::Db& db, std::string_view statement, const Stop& should_stop, Reconciled& sum, F&& publish) {
    std::string after;
    while (true) {
        TRY(const auto rows, db.read([&](sql::ReadTx& tx) -> Result<std::vector<sql::Row>> {
            return tx.query(statement, {after, std::int64_t{page_size}});
        }));
        for (const auto& row : rows) {
            if (should_stop()) return {};
            after = row.text(0);
            TRY_VOID(count(sum, publish(after)));
        }
        if (rows.size() < page_size) return {};
    }
}

Result<std::vector<std::string>> active_ids(sql::Db& db) {
    std::vector<std::string> ids;
    GrantId after;
    while (true) {
        TRY(const auto page,
            db.read([&](sql::ReadTx& tx) -> Result<std::vector<GrantId>> { return active_grant_ids(tx, after, page_size); }));
        for (const auto& id : page) ids.push_back(id.str());
        if (page.size() < page_size) break;
        after = page.back();
    }
    std::ranges::sort(ids);
    return ids;
}

// publisher.grant() looks again under its lock, so that a grant accepted meanwhile stays.
Result<std::int64_t> remove_surplus(sql::Db& db, Publisher& publisher) {
    TRY(const auto shown, publisher.shown_grants());
    TRY(const auto active, active_ids(db));
    std::int64_t removed = 0;
    for (const auto& id : shown) {
        if (std::ranges::binary_search(active, id)) continue;
        TRY_VOID(publisher.grant(GrantId(id)));
        ++removed;
    }
    return removed;
}

}  // namespace

Result<Reconciled> reconcile(sql::Db& db, Publisher& publisher, const Stop& should_stop) {
    Reconciled sum;
    TRY(sum.removed, remove_surplus(db, publisher));
    TRY_VOID(for_each_id(db, "SELECT person FROM person WHERE person > :after ORDER BY person LIMIT :most", should_stop, sum,
                         [&](const std::string& id) { return publisher.person(PersonId(id)); }));
    TRY_VOID(for_each_id(db, "SELECT DISTINCT organisation FROM post WHERE organisation > :after ORDER BY organisation LIMIT :most",
                         should_stop, sum, [&](const std::string& id) { return publisher.organisation(OrganisationId(id)); }));
    TRY_VOID(for_each_id(db, "SELECT id FROM post WHERE id > :after ORDER BY id LIMIT :most", should_stop, sum,
                         [&](const std::string& id) { return publisher.post(PostId(id)); }));
    TRY_VOID(for_each_id(db, "SELECT id FROM grants WHERE state = 'active' AND id > :after ORDER BY id LIMIT :most", should_stop, sum,
                         [&](const std::string& id) { return publisher.grant(GrantId(id)); }));
    return sum;
}

}  // namespace gatehouse::authz
