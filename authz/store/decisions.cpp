#include "authz/store/requests.hpp"

namespace gatehouse::authz {
namespace {

template <class Id>
sql::Value id_or_null(const std::optional<Id>& id) {
    if (!id) return nullptr;
    return id->str();
}

Decision decision_of(const sql::Row& row) {
    Decision d;
    d.id = DecisionId(row.text(0));
    d.verb = row.text(1);
    d.verdict = row.text(2);
    if (const auto id = row.optional_text(3)) d.request_post = RequestPostId(*id);
    d.organisation = OrganisationId(row.text(4));
    if (const auto id = row.optional_text(5)) d.post = PostId(*id);
    d.beneficiary = PersonId(row.text(6));
    d.filed_by = PersonId(row.text(7));
    d.decided_by = PersonId(row.text(8));
    d.on_behalf_of = PersonId(row.text(9));
    d.rule = row.text(10);
    d.policy_hash = row.text(11);
    d.policy_version = row.text(12);
    d.reason_code = row.text(13);
    d.reason = row.text(14);
    d.acr = row.text(15);
    d.auth_time = from_millis(row.integer(16));
    d.at = from_millis(row.integer(17));
    return d;
}

}  // namespace

void insert_decision(sql::Tx& tx, std::string_view environment, const Decision& d) {
    const bool about_post = d.verb == "post", about_organisation = d.verb == "organisation";
    const sql::Value requested = about_post ? id_or_null(d.post) : sql::Value(nullptr);
    const sql::Value created = about_organisation ? sql::Value(d.organisation.str()) : sql::Value(nullptr);
    tx.execute(
        "INSERT INTO decision (id, environment, verb, verdict, request_post, organisation, post, requested_post, created_organisation, "
        "beneficiary, filed_by, decided_by, on_behalf_of, rule, policy_hash, policy_version, reason_code, reason, acr, auth_time, at) "
        "VALUES (:id, :environment, :verb, :verdict, :request_post, :organisation, :post, :requested_post, :created, :beneficiary, "
        ":filed_by, :decided_by, :on_behalf_of, :rule, :policy_hash, :policy_version, :reason_code, :reason, :acr, :auth_time, :at)",
        {d.id.str(),
         std::string(environment),
         d.verb,
         d.verdict,
         id_or_null(d.request_post),
         d.organisation.str(),
         id_or_null(d.post),
         requested,
         created,
         d.beneficiary.str(),
         d.filed_by.str(),
         d.decided_by.str(),
         d.on_behalf_of.str(),
         d.rule,
         d.policy_hash,
         d.policy_version,
         d.reason_code,
         d.reason,
         d.acr,
         to_millis(d.auth_time),
         to_millis(d.at)});
}

std::optional<Decision> find_decision(sql::ReadTx& tx, const DecisionId& id) {
    const auto row = tx.query_one(
        "SELECT id, verb, verdict, request_post, organisation, post, beneficiary, filed_by, decided_by, on_behalf_of, rule, policy_hash, "
        "policy_version, reason_code, reason, acr, auth_time, at FROM decision WHERE id = :id",
        {id.str()});
    if (!row) return std::nullopt;
    return decision_of(*row);
}

std::optional<Decision> decision_about(sql::ReadTx& tx, const RequestPostId& id) {
    const auto row = tx.query_one(
        "SELECT id, verb, verdict, request_post, organisation, post, beneficiary, filed_by, decided_by, on_behalf_of, rule, policy_hash, "
        "policy_version, reason_code, reason, acr, auth_time, at FROM decision WHERE request_post = :id AND verb = 'post'",
        {id.str()});
    if (!row) return std::nullopt;
    return decision_of(*row);
}

}  // namespace gatehouse::authz
