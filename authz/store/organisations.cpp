#include "authz/store/organisations.hpp"

#include "base/text/unicode.hpp"

namespace gatehouse::authz {
namespace {

sql::Value text_or_null(const std::string& text) {
    if (text.empty()) return nullptr;
    return text;
}

template <class Id>
sql::Value id_or_null(const std::optional<Id>& id) {
    if (!id) return nullptr;
    return id->str();
}

std::string searched_text(const Organisation& o) {
    std::string all = o.name;
    for (const std::string* part : {&o.address, &o.postcode, &o.city, &o.code, &o.eori, &o.vat, &o.other_identifier})
        if (!part->empty()) all += " " + *part;
    return text::search_key(all);
}

}  // namespace

Organisation organisation_of(const sql::Row& row, std::size_t first) {
    const auto text = [&](std::size_t column) { return row.text(first + column); };
    Organisation o;
    o.id = OrganisationId(text(0));
    o.type = text(1);
    o.country = text(2);
    o.name = text(3);
    o.code = text(4);
    o.eori = row.optional_text(first + 5).value_or("");
    o.vat = text(6);
    o.other_identifier = text(7);
    o.region = text(8);
    o.address = text(9);
    o.postcode = text(10);
    o.city = text(11);
    o.phone = text(12);
    o.fax = text(13);
    o.email = text(14);
    o.website = text(15);
    o.status = text(16);
    if (const auto responsible = row.optional_text(first + 17)) o.responsible = OrganisationId(*responsible);
    o.origin = text(18);
    if (const auto filed_by = row.optional_text(first + 19)) o.filed_by = PersonId(*filed_by);
    o.created = from_millis(row.integer(first + 20));
    o.version = row.integer(first + 21);
    return o;
}

std::optional<Organisation> find_organisation(sql::ReadTx& tx, const OrganisationId& id) {
    const auto row = tx.query_one(
        "SELECT o.id, o.type, o.country, o.name, o.code, o.eori, o.vat, o.other_identifier, o.region, o.address, o.postcode, o.city, "
        "o.phone, o.fax, o.email, o.website, o.status, o.responsible, o.origin, o.filed_by, o.created_at, o.version "
        "FROM organisation o WHERE o.id = :id",
        {id.str()});
    if (!row) return std::nullopt;
    return organisation_of(*row);
}

std::vector<Activity> activities_of(sql::ReadTx& tx, const OrganisationId& id) {
    std::vector<Activity> list;
    for (const auto& row : tx.query("SELECT section, activity, role, valid FROM organisation_activity WHERE organisation = :organisation "
                                    "ORDER BY section, activity",
                                    {id.str()}))
        list.push_back({row.text(0), row.text(1), row.text(2), row.integer(3) == 1});
    return list;
}

bool has_valid_activity(sql::ReadTx& tx, const OrganisationId& id, std::string_view role) {
    return tx
        .query_one("SELECT valid FROM organisation_activity WHERE organisation = :organisation AND role = :role AND valid = 1",
                   {id.str(), std::string(role)})
        .has_value();
}

std::vector<std::pair<std::string, std::string>> valid_countries(sql::ReadTx& tx, const OrganisationId& body) {
    std::vector<std::pair<std::string, std::string>> list;
    for (const auto& row :
         tx.query("SELECT country, code FROM control_body_country WHERE organisation = :organisation AND valid = 1 ORDER BY country",
                  {body.str()}))
        list.emplace_back(row.text(0), row.text(1));
    return list;
}

bool certifies(sql::ReadTx& tx, const OrganisationId& body, std::string_view country) {
    return tx
        .query_one("SELECT valid FROM control_body_country WHERE organisation = :organisation AND country = :country AND valid = 1",
                   {body.str(), std::string(country)})
        .has_value();
}

std::vector<std::pair<OrganisationId, std::string>> competent_authorities(sql::ReadTx& tx, std::string_view country) {
    std::vector<std::pair<OrganisationId, std::string>> list;
    for (const auto& row : tx.query("SELECT id, name FROM organisation WHERE type = 'cca' AND status = 'valid' AND country = :country "
                                    "ORDER BY name_key, id LIMIT 50",
                                    {std::string(country)}))
        list.emplace_back(OrganisationId(row.text(0)), row.text(1));
    return list;
}

void insert_organisation(sql::Tx& tx, std::string_view environment, const Organisation& o, std::string_view source) {
    tx.execute(
        "INSERT INTO organisation (id, environment, type, country, name, code, eori, vat, other_identifier, region, address, postcode, "
        "city, phone, fax, email, website, status, responsible, search_key, name_key, origin, source, filed_by, created_at, version) "
        "VALUES (:id, :environment, :type, :country, :name, :code, :eori, :vat, :other, :region, :address, :postcode, :city, :phone, :fax, "
        ":email, :website, :status, :responsible, :search_key, :name_key, :origin, :source, :filed_by, :created, :version)",
        {o.id.str(),
         std::string(environment),
         o.type,
         o.country,
         o.name,
         o.code,
         text_or_null(o.eori),
         o.vat,
         o.other_identifier,
         o.region,
         o.address,
         o.postcode,
         o.city,
         o.phone,
         o.fax,
         o.email,
         o.website,
         o.status,
         id_or_null(o.responsible),
         searched_text(o),
         text::search_key(o.name),
         o.origin,
         std::string(source),
         id_or_null(o.filed_by),
         to_millis(o.created),
         o.version});
}

void insert_activity(sql::Tx& tx, const OrganisationId& id, const Activity& activity) {
    tx.execute(
        "INSERT INTO organisation_activity (organisation, section, activity, role, valid) "
        "VALUES (:organisation, :section, :activity, :role, :valid)",
        {id.str(), activity.section, activity.activity, activity.role, std::int64_t{activity.valid}});
}

void insert_country(sql::Tx& tx, const OrganisationId& body, std::string_view country, std::string_view code) {
    tx.execute("INSERT INTO control_body_country (organisation, country, code, valid) VALUES (:organisation, :country, :code, 1)",
               {body.str(), std::string(country), std::string(code)});
}

std::int64_t move_organisation(sql::Tx& tx, const OrganisationId& id, std::string_view from, std::string_view to) {
    return tx.execute("UPDATE organisation SET status = :to, version = version + 1 WHERE id = :id AND status = :from",
                      {std::string(to), id.str(), std::string(from)});
}

void validate_activities(sql::Tx& tx, const OrganisationId& id) {
    tx.execute("UPDATE organisation_activity SET valid = 1 WHERE organisation = :organisation", {id.str()});
}

}  // namespace gatehouse::authz
