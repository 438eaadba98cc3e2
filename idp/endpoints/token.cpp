// RFC 6749 section 3.2: authenticate the client, find the grant, one transaction, issue.
#include "base/json.hpp"
#include "idp/client_auth/authenticate_client.hpp"
#include "idp/endpoints/protocol_endpoints.hpp"
#include "idp/grants/grant.hpp"
#include "idp/store/used_assertions.hpp"
#include "idp/tokens/id_token.hpp"

#include <fmt/format.h>

namespace gatehouse::idp {

namespace {

Result<Grant> find_grant(const http::Parameters& form, const Client& client) {
    TRY(const auto grant_type, form.required("grant_type"));
    const Grant grant = grant_of(grant_type);
    if (grant == nullptr)
        return fail(ErrorCode::unsupported_grant_type, "Only authorization_code and client_credentials are supported.", "grant_type");
    if (!client.may_use(grant_type))
        return fail(ErrorCode::unauthorized_client, fmt::format("This client is not registered for {}.", grant_type), "grant_type");
    return grant;
}

Result<Permission> permit(const Protocol& protocol, sql::Tx& tx, const AuthenticatedClient& who, Grant grant,
                          const http::Parameters& form) {
    if (who.assertion && !use_assertion(tx, who.client.client_id, who.assertion->jti, who.assertion->expires_at))
        return fail(ErrorCode::invalid_client, "The client_assertion was used before; make a new one for each request.",
                    "client_assertion");
    return grant(protocol, tx, {form, who.client});
}

Result<http::Response> issue(const Protocol& protocol, const Client& client, const Permission& permission) {
    TRY(const auto access_token, make_access_token(protocol, permission.access));
    boost::json::object answer{{"access_token", access_token},
                               {"token_type", "Bearer"},
                               {"expires_in", permission.access.lifetime.count()},
                               {"scope", permission.access.scope.str()}};
    if (permission.code && permission.account && Scope(permission.code->scope).has("openid")) {
        TRY(answer["id_token"], make_id_token(protocol, client, *permission.account, *permission.code, access_token));
    }
    http::Response response = http::Response::json(json::dump(answer));
    response.headers.set("Pragma", "no-cache");
    return response;
}

}  // namespace

Result<http::Response> token(const Protocol& protocol, const http::Request& request) {
    TRY(const auto form, request.form());
    TRY(const auto credentials, read_credentials(request, form));
    TRY(const auto who, authenticate_client(protocol, credentials));
    TRY(const auto grant, find_grant(form, who.client));
    // The inner result is a value of the transaction: a refusal commits what it had to write.
    TRY(auto permission, protocol.deps.db.transact([&](sql::Tx& tx) -> Result<Result<Permission>> {
        return Result<Result<Permission>>(std::in_place, permit(protocol, tx, who, grant, form));
    }));
    if (!permission) return std::unexpected(permission.error());
    return issue(protocol, who.client, *permission);
}

}  // namespace gatehouse::idp
