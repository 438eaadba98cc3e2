#include "authz/actions/cursor.hpp"
#include "authz/actions/found_rows.hpp"
#include "authz/actions/search_pattern.hpp"
#include "authz/store/grants.hpp"
#include "authz/store/organisations.hpp"
#include "base/text/unicode.hpp"

namespace gatehouse::authz {
namespace {

std::string key_of_row(const Found& row) {
    return write_cursor({text::search_key(row.organisation.name), row.organisation.id.str()});
}

Found found_of(const sql::Row& row) {
    return {organisation_of(row), std::string(role::control_body), "", "", own_of(row.integer(22), row.integer(23))};
}

Own own_post(const ActionContext& context, sql::ReadTx& tx, const PersonId& person, const OrganisationId& body, std::string_view scope) {
    const std::string post = post_id(context.environment, role::control_body, body, scope).str();
    const auto held =
        tx.query_one("SELECT id FROM grants WHERE person = :person AND post = :post AND holding_kind IS NOT NULL", {person.str(), post});
    if (held) return Own::held;
    const auto open = tx.query_one("SELECT id FROM request_post WHERE person = :person AND post = :post AND holding_kind IS NOT NULL",
                                   {person.str(), post});
    return open ? Own::pending : Own::nothing;
}

}  // namespace

Result<FoundPage> search_control_bodies(const ActionContext& context, const PersonId& person, const ControlBodySearch& search) {
    TRY(const auto after, read_cursor(search.cursor, 2));
    const Patterns words = search_patterns(search.text);
    return context.db.read([&](sql::ReadTx& tx) -> Result<FoundPage> {
        std::vector<Found> rows;
        for (const auto& row : tx.query(
                 "SELECT o.id, o.type, o.country, o.name, o.code, o.eori, o.vat, o.other_identifier, o.region, o.address, o.postcode, "
                 "o.city, o.phone, o.fax, o.email, o.website, o.status, o.responsible, o.origin, o.filed_by, o.created_at, o.version, "
                 "(SELECT COUNT(*) FROM request_post r WHERE r.organisation = o.id AND r.person = :person AND r.holding_kind IS NOT NULL), "
                 "(SELECT COUNT(*) FROM grants g WHERE g.organisation = o.id AND g.person = :person_too AND g.holding_kind IS NOT NULL) "
                 "FROM organisation o WHERE o.type = 'control_body' AND o.status = 'valid' "
                 "AND o.search_key LIKE :word1 AND o.search_key LIKE :word2 AND o.search_key LIKE :word3 AND o.search_key LIKE :word4 "
                 "AND (CAST(:any_country AS TEXT) = '' OR EXISTS (SELECT 1 FROM control_body_country c WHERE c.organisation = o.id "
                 "AND c.country = :country AND c.valid = 1)) "
                 "AND (o.name_key, o.id) > (:after_name, :after_id) ORDER BY o.name_key, o.id LIMIT :most",
                 {person.str(), person.str(), words[0], words[1], words[2], words[3], search.country, search.country, after[0], after[1],
                  std::int64_t{search_page + 1}}))
            rows.push_back(found_of(row));
        return cut_page(std::move(rows), key_of_row);
    });
}

Result<BodyCountries> countries_of_body(const ActionContext& context, const PersonId& person, const OrganisationId& id) {
    return context.db.read([&](sql::ReadTx& tx) -> Result<BodyCountries> {
        const auto body = find_organisation(tx, id);
        if (!body || body->type != type::control_body || body->status != "valid")
            return fail(ErrorCode::not_found, "This control body is not in the register; go back and search again.");
        BodyCountries answer{*body, {}, own_post(context, tx, person, id, all_countries)};
        for (const auto& [country, code] : valid_countries(tx, id)) {
            const Own own = own_post(context, tx, person, id, country);
            answer.countries.push_back({country, code, own == Own::nothing ? answer.all : own});
        }
        return answer;
    });
}

}  // namespace gatehouse::authz
