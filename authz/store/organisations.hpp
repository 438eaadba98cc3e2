#pragma once

#include "authz/model.hpp"
#include "connectors/sql/db.hpp"

namespace gatehouse::authz {

std::optional<Organisation> find_organisation(sql::ReadTx& tx, const OrganisationId& id);
std::vector<Activity> activities_of(sql::ReadTx& tx, const OrganisationId& id);
bool has_valid_activity(sql::ReadTx& tx, const OrganisationId& id, std::string_view role);
// Control bodies: the countries it is certified for today, each with its code.
std::vector<std::pair<std::string, std::string>> valid_countries(sql::ReadTx& tx, const OrganisationId& body);
bool certifies(sql::ReadTx& tx, const OrganisationId& body, std::string_view country);

// The country's valid competent authorities by name: id and name, at most 50.
std::vector<std::pair<OrganisationId, std::string>> competent_authorities(sql::ReadTx& tx, std::string_view country);

void insert_organisation(sql::Tx& tx, std::string_view environment, const Organisation& organisation, std::string_view source);
void insert_activity(sql::Tx& tx, const OrganisationId& id, const Activity& activity);
void insert_country(sql::Tx& tx, const OrganisationId& body, std::string_view country, std::string_view code);
// Conditional: 0 rows where the state has moved on.
std::int64_t move_organisation(sql::Tx& tx, const OrganisationId& id, std::string_view from, std::string_view to);
void validate_activities(sql::Tx& tx, const OrganisationId& id);

// The row's columns in the order organisation_of expects, prefixed "o.".
inline constexpr std::string_view organisation_columns =
    "o.id, o.type, o.country, o.name, o.code, o.eori, o.vat, o.other_identifier, o.region, o.address, o.postcode, o.city, o.phone, o.fax, "
    "o.email, o.website, o.status, o.responsible, o.origin, o.filed_by, o.created_at, o.version";
Organisation organisation_of(const sql::Row& row, std::size_t first = 0);

}  // namespace gatehouse::authz
