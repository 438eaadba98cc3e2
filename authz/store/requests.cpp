#include "authz/store/requests.hpp"

#include "authz/store/post_row.hpp"

namespace gatehouse::authz {
namespace {

Request request_of(const sql::Row& row) {
    return {RequestId(row.text(0)),
            PersonId(row.text(1)),
            PersonId(row.text(2)),
            {row.text(3), row.text(4)},
            row.text(5),
            row.text(6),
            row.text(7),
            row.text(8),
            from_millis(row.integer(9))};
}

// Columns: 0–6 of request_post, post from 7.
RequestPost request_post_of(const sql::Row& row) {
    return {
        RequestPostId(row.text(0)),  RequestId(row.text(1)),     PersonId(row.text(2)), PersonId(row.text(3)), post_of(row, 7), row.text(4),
        from_millis(row.integer(5)), from_millis(row.integer(6))};
}

std::vector<RequestPost> request_posts_of(const std::vector<sql::Row>& rows) {
    std::vector<RequestPost> list;
    for (const auto& row : rows) list.push_back(request_post_of(row));
    return list;
}

}  // namespace

void insert_request(sql::Tx& tx, std::string_view environment, const Request& request) {
    tx.execute(
        "INSERT INTO request (id, environment, person, filed_by, given_name, family_name, information, email, phone, once, filed_at) "
        "VALUES (:id, :environment, :person, :filed_by, :given, :family, :information, :email, :phone, :once, :filed)",
        {request.id.str(), std::string(environment), request.person.str(), request.filed_by.str(), request.made_for.given,
         request.made_for.family, request.information, request.email, request.phone, request.once, to_millis(request.filed)});
}

void insert_request_post(sql::Tx& tx, std::string_view environment, const RequestPost& row) {
    const std::string kind(policy::name(row.post.kind));
    tx.execute(
        "INSERT INTO request_post (id, environment, request, person, filed_by, post, kind, organisation, scope, holding_kind, state, "
        "created_at, state_at) VALUES (:id, :environment, :request, :person, :filed_by, :post, :kind, :organisation, :scope, "
        ":holding_kind, :state, :created, :state_at)",
        {row.id.str(), std::string(environment), row.request.str(), row.person.str(), row.filed_by.str(), row.post.id.str(), kind,
         row.post.organisation.str(), row.post.scope, kind, row.state, to_millis(row.created), to_millis(row.state_at)});
}

std::optional<Request> find_request(sql::ReadTx& tx, const RequestId& id) {
    const auto row = tx.query_one(
        "SELECT id, person, filed_by, given_name, family_name, information, email, phone, once, filed_at FROM request WHERE id = :id",
        {id.str()});
    if (!row) return std::nullopt;
    return request_of(*row);
}

std::optional<Request> find_request_once(sql::ReadTx& tx, const PersonId& person, std::string_view once) {
    const auto row = tx.query_one(
        "SELECT id, person, filed_by, given_name, family_name, information, email, phone, once, filed_at FROM request "
        "WHERE person = :person AND once = :once",
        {person.str(), std::string(once)});
    if (!row) return std::nullopt;
    return request_of(*row);
}

std::optional<RequestPost> find_request_post(sql::ReadTx& tx, const RequestPostId& id) {
    const auto row = tx.query_one(
        "SELECT r.id, r.request, r.person, r.filed_by, r.state, r.created_at, r.state_at, p.id, p.role, p.organisation, p.scope, p.kind "
        "FROM request_post r JOIN post p ON p.id = r.post WHERE r.id = :id",
        {id.str()});
    if (!row) return std::nullopt;
    return request_post_of(*row);
}

std::vector<RequestPost> posts_of_request(sql::ReadTx& tx, const RequestId& id) {
    return request_posts_of(tx.query(
        "SELECT r.id, r.request, r.person, r.filed_by, r.state, r.created_at, r.state_at, p.id, p.role, p.organisation, p.scope, p.kind "
        "FROM request_post r JOIN post p ON p.id = r.post WHERE r.request = :request ORDER BY r.created_at, r.id",
        {id.str()}));
}

std::vector<RequestPost> waiting_for(sql::ReadTx& tx, const OrganisationId& organisation) {
    return request_posts_of(tx.query(
        "SELECT r.id, r.request, r.person, r.filed_by, r.state, r.created_at, r.state_at, p.id, p.role, p.organisation, p.scope, p.kind "
        "FROM request_post r JOIN post p ON p.id = r.post "
        "WHERE r.organisation = :organisation AND r.state = 'waiting_for_organisation' AND r.holding_kind IS NOT NULL "
        "ORDER BY r.created_at, r.id",
        {organisation.str()}));
}

bool is_open(std::string_view state) {
    return state == "submitted" || state == "waiting_for_organisation" || state == "pending" || state == "returned";
}

std::int64_t move_open(sql::Tx& tx, const RequestPostId& id, std::string_view from, std::string_view to, Instant now) {
    return tx.execute("UPDATE request_post SET state = :to, state_at = :now WHERE id = :id AND state = :from AND holding_kind IS NOT NULL",
                      {std::string(to), to_millis(now), id.str(), std::string(from)});
}

std::int64_t close_request_post(sql::Tx& tx, const RequestPostId& id, std::string_view to, Instant now) {
    return tx.execute(
        "UPDATE request_post SET state = :to, state_at = :now, holding_kind = NULL WHERE id = :id AND holding_kind IS NOT NULL",
        {std::string(to), to_millis(now), id.str()});
}

}  // namespace gatehouse::authz
