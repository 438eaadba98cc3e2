// Searching operators, authorities and control bodies: pages of 25 by keyset, with what the person already holds or asked for.
#pragma once

#include "authz/actions/context.hpp"

namespace gatehouse::authz {

enum class Own { nothing, pending, held };

struct Found {
    Organisation organisation;
    std::string role;  // operators: one row per activity; bcp EAOC, cca OPL; control bodies "control_body"
    std::string section, activity;
    Own own = Own::nothing;  // of the person searching (control bodies: of any country)
};

struct FoundPage {
    std::vector<Found> rows;
    std::string next;  // cursor; empty: the end
};

struct OperatorSearch {
    std::string text;  // name, address or identifier
    std::string country, section, activity;
    std::string cursor;
    bool empty() const { return text.empty() && country.empty() && section.empty() && activity.empty(); }
};
Result<FoundPage> search_operators(const ActionContext& context, const PersonId& person, const OperatorSearch& search);

struct AuthoritySearch {
    std::string text, country, role;  // role: "", "BCP", "CCA"; text and role also know EAOC, OPL, CAFOP, CAOPL
    std::string cursor;
};
Result<FoundPage> search_authorities(const ActionContext& context, const PersonId& person, const AuthoritySearch& search);

struct ControlBodySearch {
    std::string text, country;  // name or code
    std::string cursor;
};
Result<FoundPage> search_control_bodies(const ActionContext& context, const PersonId& person, const ControlBodySearch& search);

struct BodyCountry {
    std::string country, code;
    Own own = Own::nothing;
};
struct BodyCountries {
    Organisation body;
    std::vector<BodyCountry> countries;  // valid ones, by country
    Own all = Own::nothing;
};
Result<BodyCountries> countries_of_body(const ActionContext& context, const PersonId& person, const OrganisationId& body);

// "*" or the country of a cursor's page; throws nothing. A bad cursor is bad_input.
inline constexpr int search_page = 25;

}  // namespace gatehouse::authz
