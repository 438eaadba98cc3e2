// OpenID Connect Core 5.3, bearer by header or form body (RFC 6750 sections 2.1, 2.2); never in the address.
#include "base/json.hpp"
#include "idp/endpoints/protocol_endpoints.hpp"
#include "idp/store/accounts.hpp"
#include "idp/store/clients.hpp"
#include "idp/tokens/claims.hpp"

namespace gatehouse::idp {

namespace {

std::unexpected<Error> refuse(std::string sentence) {
    return fail(ErrorCode::invalid_token, std::move(sentence));
}

Result<std::string> bearer_of_header(std::string_view header) {
    constexpr std::string_view scheme = "bearer ";
    bool fits = header.size() > scheme.size();
    for (std::size_t i = 0; fits && i < scheme.size(); ++i) fits = (header[i] | 0x20) == scheme[i];
    if (!fits) return fail(ErrorCode::unauthenticated, "Send the access token as Authorization: Bearer.");
    return std::string(header.substr(scheme.size()));
}

Result<std::string> bearer_of(const http::Request& request) {
    const auto headers = request.headers.all("Authorization");
    http::Parameters form;
    if (request.method == http::Method::post && request.headers.get("Content-Type")) {
        TRY(form, request.form());
    }
    TRY(const auto in_body, form.once("access_token"));
    if (headers.size() + (in_body ? 1U : 0U) > 1) return fail(ErrorCode::invalid_request, "Send the access token in one place only.");
    if (!headers.empty()) return bearer_of_header(headers.front());
    if (in_body) return *in_body;
    return fail(ErrorCode::unauthenticated, "Send the access token as Authorization: Bearer.");
}

struct Holder {
    Account account;
    std::optional<Client> client;
};

Result<Holder> holder_of(const Protocol& protocol, const AccessTokenContent& token) {
    return protocol.deps.db.read([&](sql::ReadTx& tx) -> Result<Holder> {
        if (!token.family.empty() && is_revoked(tx, token.family)) return refuse("The access token is revoked.");
        auto account = find_account(tx, AccountId(token.sub));
        if (!account || !account->may_sign_in()) return refuse("The access token belongs to nobody who may sign in.");
        return Holder{*std::move(account), find_client(tx, token.client_id)};
    });
}

}  // namespace

Result<http::Response> userinfo(const Protocol& protocol, const http::Request& request) {
    TRY(const auto bearer, bearer_of(request));
    TRY(const auto token, read_access_token(protocol, bearer));
    const AccessTokenContent& content = token.content;
    if (!content.scope.has("openid")) return fail(ErrorCode::insufficient_scope, "The access token lacks the scope openid.");
    TRY(const auto holder, holder_of(protocol, content));
    const bool for_us = content.audience == protocol.deps.settings.issuer;
    if (!holder.client || (!for_us && content.audience != holder.client->own_resource))
        return refuse("The access token is not for this address (aud).");
    boost::json::object claims = claims_of(holder.account, content.scope);
    claims["sub"] = content.sub;
    TRY_VOID(add_distributed_claims(protocol, content, claims));
    return http::Response::json(json::dump(claims));
}

}  // namespace gatehouse::idp
