#include "authz/actions/cursor.hpp"
#include "authz/actions/found_rows.hpp"
#include "authz/actions/search_pattern.hpp"
#include "authz/store/organisations.hpp"
#include "base/text/unicode.hpp"

namespace gatehouse::authz {
namespace {

std::string key_of_row(const Found& row) {
    return write_cursor({text::search_key(row.organisation.name), row.organisation.id.str(), row.role});
}

Found found_of(const sql::Row& row) {
    return {organisation_of(row), row.text(22), row.text(23), row.text(24), own_of(row.integer(25), row.integer(26))};
}

}  // namespace

Result<FoundPage> search_operators(const ActionContext& context, const PersonId& person, const OperatorSearch& search) {
    TRY(const auto after, read_cursor(search.cursor, 3));
    const Patterns words = search_patterns(search.text);
    return context.db.read([&](sql::ReadTx& tx) -> Result<FoundPage> {
        std::vector<Found> rows;
        for (const auto& row :
             tx.query("SELECT o.id, o.type, o.country, o.name, o.code, o.eori, o.vat, o.other_identifier, o.region, o.address, o.postcode, "
                      "o.city, o.phone, o.fax, o.email, o.website, o.status, o.responsible, o.origin, o.filed_by, o.created_at, o.version, "
                      "a.role, a.section, a.activity, "
                      "(SELECT COUNT(*) FROM post p JOIN request_post r ON r.post = p.id WHERE p.role = a.role AND p.organisation = o.id "
                      "AND r.person = :person AND r.holding_kind IS NOT NULL), "
                      "(SELECT COUNT(*) FROM post p JOIN grants g ON g.post = p.id WHERE p.role = a.role AND p.organisation = o.id "
                      "AND g.person = :person_too AND g.holding_kind IS NOT NULL) "
                      "FROM organisation o JOIN organisation_activity a ON a.organisation = o.id "
                      "WHERE o.type = 'operator' AND o.status IN ('valid', 'to_be_validated') "
                      "AND (a.valid = 1 OR o.status = 'to_be_validated') "
                      "AND o.search_key LIKE :word1 AND o.search_key LIKE :word2 AND o.search_key LIKE :word3 AND o.search_key LIKE :word4 "
                      "AND (CAST(:any_country AS TEXT) = '' OR o.country = :country) "
                      "AND (CAST(:any_section AS TEXT) = '' OR a.section = :section) "
                      "AND (CAST(:any_activity AS TEXT) = '' OR a.role = :activity) "
                      "AND (o.name_key, o.id, a.role) > (:after_name, :after_id, :after_role) "
                      "ORDER BY o.name_key, o.id, a.role LIMIT :most",
                      {person.str(), person.str(), words[0], words[1], words[2], words[3], search.country, search.country, search.section,
                       search.section, search.activity, search.activity, after[0], after[1], after[2], std::int64_t{search_page + 1}}))
            rows.push_back(found_of(row));
        return cut_page(std::move(rows), key_of_row);
    });
}

}  // namespace gatehouse::authz
