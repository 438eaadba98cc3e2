#include "authz/actions/cursor.hpp"
#include "authz/actions/found_rows.hpp"
#include "authz/actions/search_pattern.hpp"
#include "authz/store/organisations.hpp"
#include "base/text/unicode.hpp"

#include <array>
#include <utility>

namespace gatehouse::authz {
namespace {

std::string key_of_row(const Found& row) {
    return write_cursor({text::search_key(row.organisation.name), row.organisation.id.str()});
}

Found found_of(const sql::Row& row) {
    auto organisation = organisation_of(row);
    const std::string role(organisation.type == type::bcp ? role::EAOC : role::OPL);
    return {std::move(organisation), role, "", "", own_of(row.integer(22), row.integer(23))};
}

// The roles' own names, present and former, find the kind of authority that carries them.
std::string_view type_named(std::string_view word) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> names{
        {{"bcp", "bcp"}, {"eaoc", "bcp"}, {"cafop", "bcp"}, {"cca", "cca"}, {"opl", "cca"}, {"caopl", "cca"}}};
    for (const auto& [name, found] : names)
        if (name == word) return found;
    return "";
}

// Takes a word that names a role out of the text; "" where none does.
std::string take_type(std::string& typed) {
    std::string rest, found;
    for (std::size_t at = 0; at < typed.size();) {
        const auto end = std::min(typed.find(' ', at), typed.size());
        const std::string word = typed.substr(at, end - at);
        if (const auto type = type_named(word); !type.empty() && found.empty())
            found = type;
        else
            rest += word + " ";
        at = end + 1;
    }
    typed = rest;
    return found;
}

}  // namespace

Result<FoundPage> search_authorities(const ActionContext& context, const PersonId& person, const AuthoritySearch& search) {
    TRY(const auto after, read_cursor(search.cursor, 2));
    std::string typed = text::search_key(search.text);
    std::string wanted(type_named(text::search_key(search.role)));
    const std::string named = take_type(typed);
    if (wanted.empty()) wanted = named;
    const Patterns words = search_patterns(typed);
    return context.db.read([&](sql::ReadTx& tx) -> Result<FoundPage> {
        std::vector<Found> rows;
        for (const auto& row : tx.query(
                 "SELECT o.id, o.type, o.country, o.name, o.code, o.eori, o.vat, o.other_identifier, o.region, o.address, o.postcode, "
                 "o.city, o.phone, o.fax, o.email, o.website, o.status, o.responsible, o.origin, o.filed_by, o.created_at, o.version, "
                 "(SELECT COUNT(*) FROM request_post r WHERE r.organisation = o.id AND r.person = :person AND r.holding_kind IS NOT NULL), "
                 "(SELECT COUNT(*) FROM grants g WHERE g.organisation = o.id AND g.person = :person_too AND g.holding_kind IS NOT NULL) "
                 "FROM organisation o WHERE o.type IN ('bcp', 'cca') AND o.status = 'valid' "
                 "AND o.search_key LIKE :word1 AND o.search_key LIKE :word2 AND o.search_key LIKE :word3 AND o.search_key LIKE :word4 "
                 "AND (CAST(:any_country AS TEXT) = '' OR o.country = :country) "
                 "AND (CAST(:any_type AS TEXT) = '' OR o.type = :type) "
                 "AND (o.name_key, o.id) > (:after_name, :after_id) ORDER BY o.name_key, o.id LIMIT :most",
                 {person.str(), person.str(), words[0], words[1], words[2], words[3], search.country, search.country, wanted, wanted,
                  after[0], after[1], std::int64_t{search_page + 1}}))
            rows.push_back(found_of(row));
        return cut_page(std::move(rows), key_of_row);
    });
}

}  // namespace gatehouse::authz
