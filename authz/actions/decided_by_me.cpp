#include "authz/actions/cursor.hpp"
#include "authz/actions/requests_to_decide.hpp"
#include "authz/store/requests.hpp"

namespace gatehouse::authz {
namespace {

constexpr std::size_t decided_page = 25;

DecidedRow decided_of(sql::ReadTx& tx, const sql::Row& row) {
    return {find_decision(tx, DecisionId(row.text(0))).value(), {row.text(1), row.text(2)}, row.text(3), row.text(4), row.text(5)};
}

}  // namespace

Result<DecidedPage> decided_by_me(const ActionContext& context, const PersonId& decider, std::string_view verdict,
                                  const std::string& cursor) {
    TRY(const auto parts, read_cursor(cursor, 2));
    TRY(const auto at, cursor_number(parts[0]));
    const std::int64_t before = cursor.empty() ? INT64_MAX : at;
    return context.db.read([&](sql::ReadTx& tx) -> Result<DecidedPage> {
        DecidedPage page;
        for (const auto& row :
             tx.query("SELECT d.id, q.given_name, q.family_name, p.role, p.scope, o.name FROM decision d "
                      "JOIN request_post r ON r.id = d.request_post JOIN request q ON q.id = r.request JOIN post p ON p.id = d.post "
                      "JOIN organisation o ON o.id = d.organisation "
                      "WHERE d.decided_by = :decider AND d.verb = 'post' AND d.verdict = :verdict AND (d.at, d.id) < (:at, :id) "
                      "ORDER BY d.at DESC, d.id DESC LIMIT :most",
                      {decider.str(), std::string(verdict), before, parts[1], std::int64_t{decided_page + 1}}))
            page.rows.push_back(decided_of(tx, row));
        if (page.rows.size() > decided_page) {
            page.rows.pop_back();
            const Decision& last = page.rows.back().decision;
            page.next = write_cursor({std::to_string(to_millis(last.at)), last.id.str()});
        }
        return page;
    });
}

}  // namespace gatehouse::authz
