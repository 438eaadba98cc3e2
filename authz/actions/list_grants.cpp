#include "authz/actions/list_grants.hpp"

#include "authz/actions/cursor.hpp"
#include "authz/store/grants.hpp"

#include <algorithm>

namespace gatehouse::authz {

Result<GrantPage> list_grants(sql::Db& db, const GrantFilter& filter) {
    TRY(const auto parts, read_cursor(filter.cursor, 1));
    const std::int64_t most = std::clamp(filter.limit, 1, 200);
    return db.read([&](sql::ReadTx& tx) -> Result<GrantPage> {
        GrantPage page;
        for (const auto& row :
             tx.query("SELECT g.id, o.name FROM grants g JOIN person q ON q.person = g.person JOIN organisation o ON o.id = g.organisation "
                      "WHERE g.id > :after AND (CAST(:any_sub AS TEXT) = '' OR q.sub = :sub) "
                      "AND (CAST(:any_organisation AS TEXT) = '' OR g.organisation = :organisation) "
                      "AND (CAST(:any_state AS TEXT) = '' OR g.state = :state) ORDER BY g.id LIMIT :most",
                      {parts[0], filter.sub, filter.sub, filter.organisation, filter.organisation, filter.state, filter.state, most + 1}))
            page.rows.push_back({find_grant(tx, GrantId(row.text(0))).value(), row.text(1)});
        if (std::int64_t(page.rows.size()) > most) {
            page.rows.pop_back();
            page.next = write_cursor({page.rows.back().grant.id.str()});
        }
        return page;
    });
}

}  // namespace gatehouse::authz
