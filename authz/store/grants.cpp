#include "authz/store/grants.hpp"

#include "authz/store/organisations.hpp"
#include "authz/store/post_row.hpp"

namespace gatehouse::authz {
namespace {

// Columns 0–12: the grant and its post; the organisation follows from 13.
Grant grant_of(const sql::Row& row) {
    Grant grant;
    grant.id = GrantId(row.text(0));
    grant.person = PersonId(row.text(1));
    grant.state = row.text(2);
    grant.from = from_millis(row.integer(3));
    if (const auto until = row.optional_integer(4)) grant.until = from_millis(*until);
    grant.decision = DecisionId(row.text(5));
    grant.made_for = {row.text(6), row.text(7)};
    grant.post = post_of(row, 8);
    return grant;
}
constexpr std::size_t organisation_at = 13;

// Invariants 3 and 15 in one condition: the grant is active and inside its dates, its organisation valid with a valid activity or
// country for the role, and the person still bears the name.
constexpr std::string_view acting_of_person =
    "SELECT g.id, g.person, g.state, g.valid_from, g.valid_until, g.decision, g.given_name, g.family_name, p.id, p.role, p.organisation, "
    "p.scope, p.kind, o.id, o.type, o.country, o.name, o.code, o.eori, o.vat, o.other_identifier, o.region, o.address, o.postcode, o.city, "
    "o.phone, o.fax, o.email, o.website, o.status, o.responsible, o.origin, o.filed_by, o.created_at, o.version "
    "FROM grants g JOIN post p ON p.id = g.post JOIN organisation o ON o.id = p.organisation JOIN person q ON q.person = g.person "
    "WHERE g.person = :person AND g.state = 'active' AND g.valid_from <= :now AND (g.valid_until IS NULL OR g.valid_until > :now_too) "
    "AND o.status = 'valid' AND g.given_name = q.given_name AND g.family_name = q.family_name "
    "AND (p.role = 'administrator' OR o.type NOT IN ('operator', 'control_body') "
    "OR EXISTS (SELECT 1 FROM organisation_activity a WHERE a.organisation = o.id AND a.role = p.role AND a.valid = 1) "
    "OR (o.type = 'control_body' AND EXISTS (SELECT 1 FROM control_body_country c WHERE c.organisation = o.id "
    "AND (p.scope = '*' OR c.country = p.scope) AND c.valid = 1))) ORDER BY g.valid_from, g.id";

HeldPost held_of(const sql::Row& row) {
    return {grant_of(row), organisation_of(row, organisation_at)};
}

}  // namespace

void ensure_post(sql::Tx& tx, std::string_view environment, const Post& post, std::string_view organisation_type) {
    tx.execute(
        "INSERT INTO post (id, environment, role, organisation, organisation_type, scope, kind) "
        "VALUES (:id, :environment, :role, :organisation, :type, :scope, :kind) ON CONFLICT DO NOTHING",
        {post.id.str(), std::string(environment), post.role, post.organisation.str(), std::string(organisation_type), post.scope,
         std::string(policy::name(post.kind))});
}

std::optional<Post> find_post(sql::ReadTx& tx, const PostId& id) {
    const auto row = tx.query_one("SELECT p.id, p.role, p.organisation, p.scope, p.kind FROM post p WHERE p.id = :id", {id.str()});
    if (!row) return std::nullopt;
    return post_of(*row, 0);
}

void insert_grant(sql::Tx& tx, std::string_view environment, const Grant& grant) {
    const std::string kind(policy::name(grant.post.kind));
    const sql::Value until = grant.until ? sql::Value(to_millis(*grant.until)) : sql::Value(nullptr);
    tx.execute(
        "INSERT INTO grants (id, environment, person, post, kind, organisation, scope, holding_kind, state, valid_from, valid_until, "
        "decision, verdict, given_name, family_name) VALUES (:id, :environment, :person, :post, :kind, :organisation, :scope, "
        ":holding_kind, 'active', :from, :until, :decision, 'accepted', :given, :family)",
        {grant.id.str(), std::string(environment), grant.person.str(), grant.post.id.str(), kind, grant.post.organisation.str(),
         grant.post.scope, kind, to_millis(grant.from), until, grant.decision.str(), grant.made_for.given, grant.made_for.family});
}

std::optional<Grant> find_grant(sql::ReadTx& tx, const GrantId& id) {
    const auto row = tx.query_one(
        "SELECT g.id, g.person, g.state, g.valid_from, g.valid_until, g.decision, g.given_name, g.family_name, p.id, p.role, "
        "p.organisation, p.scope, p.kind FROM grants g JOIN post p ON p.id = g.post WHERE g.id = :id",
        {id.str()});
    if (!row) return std::nullopt;
    return grant_of(*row);
}

std::vector<HeldPost> held_posts(sql::ReadTx& tx, const PersonId& person, Instant now) {
    std::vector<HeldPost> list;
    for (const auto& row : tx.query(acting_of_person, {person.str(), to_millis(now), to_millis(now)})) list.push_back(held_of(row));
    return list;
}

std::optional<HeldPost> acting_grant(sql::ReadTx& tx, const PersonId& person, const PostId& post, Instant now) {
    for (auto& held : held_posts(tx, person, now))
        if (held.grant.post.id == post) return std::move(held);
    return std::nullopt;
}

std::vector<HeldPost> grants_of_person(sql::ReadTx& tx, const PersonId& person) {
    std::vector<HeldPost> list;
    for (const auto& row :
         tx.query("SELECT g.id, g.person, g.state, g.valid_from, g.valid_until, g.decision, g.given_name, g.family_name, p.id, p.role, "
                  "p.organisation, p.scope, p.kind, o.id, o.type, o.country, o.name, o.code, o.eori, o.vat, o.other_identifier, o.region, "
                  "o.address, o.postcode, o.city, o.phone, o.fax, o.email, o.website, o.status, o.responsible, o.origin, o.filed_by, "
                  "o.created_at, o.version FROM grants g JOIN post p ON p.id = g.post JOIN organisation o ON o.id = p.organisation "
                  "WHERE g.person = :person AND g.holding_kind IS NOT NULL ORDER BY g.valid_from, g.id",
                  {person.str()}))
        list.push_back(held_of(row));
    return list;
}

bool holds_open_or_active(sql::ReadTx& tx, const PersonId& person, const PostId& post) {
    const std::string who = person.str(), what = post.str();
    return tx.query_one("SELECT id FROM request_post WHERE person = :person AND post = :post AND holding_kind IS NOT NULL", {who, what}) ||
           tx.query_one("SELECT id FROM grants WHERE person = :person AND post = :post AND holding_kind IS NOT NULL", {who, what});
}

std::vector<policy::Holding> holdings(sql::ReadTx& tx, const PersonId& person, Instant now) {
    std::vector<policy::Holding> list;
    for (const auto& held : held_posts(tx, person, now)) {
        const Post& post = held.grant.post;
        policy::Holding holding;
        holding.role = post.role;
        holding.organisation = post.organisation.str();
        holding.organisation_type = held.organisation.type;
        holding.scope = post.scope == all_countries ? policy::Scope::all_countries : policy::Scope::one_country;
        holding.country = post.scope == all_countries ? "" : post.scope;
        holding.administrator = post.role == role::administrator;
        list.push_back(std::move(holding));
    }
    return list;
}

bool country_has_authority(sql::ReadTx& tx, std::string_view country, Instant now) {
    return !tx.query(
                  "SELECT g.id FROM organisation o JOIN post p ON p.organisation = o.id JOIN grants g ON g.post = p.id "
                  "JOIN person q ON q.person = g.person "
                  "WHERE o.type = 'cca' AND o.country = :country AND o.status = 'valid' AND p.role = 'OPL' AND g.state = 'active' "
                  "AND g.given_name = q.given_name AND g.family_name = q.family_name "
                  "AND g.valid_from <= :now AND (g.valid_until IS NULL OR g.valid_until > :now_too) LIMIT 1",
                  {std::string(country), to_millis(now), to_millis(now)})
                .empty();
}

std::vector<GrantId> active_grant_ids(sql::ReadTx& tx, const GrantId& after, int most) {
    std::vector<GrantId> ids;
    for (const auto& row : tx.query("SELECT id FROM grants WHERE state = 'active' AND id > :after ORDER BY id LIMIT :most",
                                    {after.str(), std::int64_t{most}}))
        ids.emplace_back(row.text(0));
    return ids;
}

}  // namespace gatehouse::authz
