#include "idp/store/authorization_requests.hpp"

#include "idp/client_auth/client_uri.hpp"
#include "idp/store/clients.hpp"

namespace gatehouse::idp {

namespace {

sql::Value nullable(const std::optional<Instant>& at) {
    return at ? sql::Value(to_millis(*at)) : sql::Value(nullptr);
}

}  // namespace

RequestId insert_authorization_request(sql::Tx& tx, const AuthorizationRequest& request, const BrowserId& browser, crypto::Random& random,
                                       Instant now) {
    RequestId id(random.token(16));
    tx.execute(
        "INSERT INTO authorization_request (id, browser, client_id, parameters, authenticated_since, expires_at) VALUES (:id, :browser, "
        ":client, :parameters, :since, :expires)",
        {id.str(), browser.str(), request.client_id, to_json(request), nullable(request.authenticated_since(now)),
         to_millis(now + waiting_lifetime)});
    return id;
}

std::optional<WaitingRequest> find_authorization_request(sql::ReadTx& tx, const RequestId& id, const BrowserId& browser, Instant now) {
    const auto row = tx.query_one(
        "SELECT parameters, authenticated_since FROM authorization_request WHERE id = :id AND browser = :browser AND used_at IS NULL AND "
        "expires_at > :now",
        {id.str(), browser.str(), to_millis(now)});
    if (!row) return std::nullopt;
    WaitingRequest waiting{id, authorization_request_of(row->text(0)), std::nullopt};
    if (const auto since = row->optional_integer(1)) waiting.authenticated_since = from_millis(*since);
    return waiting;
}

bool use_authorization_request(sql::Tx& tx, const RequestId& id, const BrowserId& browser, Instant now) {
    return tx.execute(
               "UPDATE authorization_request SET used_at = :now WHERE id = :id AND browser = :browser AND used_at IS NULL AND expires_at > "
               ":alive",
               {to_millis(now), id.str(), browser.str(), to_millis(now)}) == 1;
}

std::optional<WaitingApplication> find_waiting_application(sql::ReadTx& tx, const RequestId& request, const BrowserId& browser,
                                                           Instant now) {
    const auto waiting = find_authorization_request(tx, request, browser, now);
    if (!waiting) return std::nullopt;
    const auto client = find_client(tx, waiting->request.client_id);
    if (!client) return std::nullopt;
    return WaitingApplication{client->client_id, client->client_name, origin_of(waiting->request.redirect_uri), waiting->request.login_hint,
                              waiting->authenticated_since};
}

Scope consented_scope(sql::ReadTx& tx, const AccountId& account, std::string_view client_id) {
    const auto row =
        tx.query_one("SELECT scope FROM consent WHERE sub = :sub AND client_id = :client", {account.str(), std::string(client_id)});
    return row ? Scope(row->text(0)) : Scope();
}

void give_consent(sql::Tx& tx, const AccountId& account, std::string_view client_id, const Scope& scope, Instant now) {
    tx.execute(
        "INSERT INTO consent (sub, client_id, scope, given_at) VALUES (:sub, :client, :scope, :now) ON CONFLICT (sub, client_id) DO UPDATE "
        "SET scope = excluded.scope, given_at = excluded.given_at",
        {account.str(), std::string(client_id), scope.str(), to_millis(now)});
}

int forget_authorization_requests(sql::Tx& tx, Instant now, int limit) {
    return static_cast<int>(tx.execute(
        "DELETE FROM authorization_request WHERE id IN (SELECT id FROM authorization_request WHERE expires_at <= :now ORDER BY expires_at "
        "LIMIT :limit)",
        {to_millis(now), std::int64_t{limit}}));
}

}  // namespace gatehouse::idp
