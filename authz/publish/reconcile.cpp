#include "authz/publish/reconcile.hpp"

#include "authz/store/grants.hpp"

#include <algorithm>

namespace gatehouse::authz {
namespace {

constexpr int page_size = 500;

using Stop = std::function<bool()>;

// Calls publish(id) for every id that the statement yields, page by page: "… WHERE key > :after … ORDER BY key LIMIT :most".
template <class F>
Result<std::int64_t> for_each_id(sql::Db& db, std::string_view statement, const Stop& should_stop, F&& publish) {
    std::int64_t done = 0;
    std::string after;
    while (true) {
        TRY(const auto rows, db.read([&](sql::ReadTx& tx) -> Result<std::vector<sql::Row>> {
            return tx.query(statement, {after, std::int64_t{page_size}});
        }));
        for (const auto& row : rows) {
            if (should_stop()) return done;
            after = row.text(0);
            TRY_VOID(publish(after));
            ++done;
        }
        if (rows.size() < page_size) return done;
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
    TRY(const auto persons, for_each_id(db, "SELECT person FROM person WHERE person > :after ORDER BY person LIMIT :most", should_stop,
                                        [&](const std::string& id) { return publisher.person(PersonId(id)); }));
    TRY(const auto organisations,
        for_each_id(db, "SELECT DISTINCT organisation FROM post WHERE organisation > :after ORDER BY organisation LIMIT :most", should_stop,
                    [&](const std::string& id) { return publisher.organisation(OrganisationId(id)); }));
    TRY(const auto posts, for_each_id(db, "SELECT id FROM post WHERE id > :after ORDER BY id LIMIT :most", should_stop,
                                      [&](const std::string& id) { return publisher.post(PostId(id)); }));
    TRY(const auto grants, for_each_id(db, "SELECT id FROM grants WHERE state = 'active' AND id > :after ORDER BY id LIMIT :most",
                                       should_stop, [&](const std::string& id) { return publisher.grant(GrantId(id)); }));
    sum.published = persons + organisations + posts + grants;
    return sum;
}

}  // namespace gatehouse::authz
