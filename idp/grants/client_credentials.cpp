// RFC 6749 section 4.4 with RFC 8707: a service asks for itself; resource picks the audience.
#include "idp/grants/grant.hpp"
#include "idp/tokens/lifetimes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gatehouse::idp {

namespace {

// Scopes that speak of a person; a service has none behind it.
bool is_personal(std::string_view word) {
    constexpr auto words = std::to_array<std::string_view>({"openid", "profile", "email", "offline_access"});
    return std::find(words.begin(), words.end(), word) != words.end() || word.starts_with("grants:");
}

Result<Scope> scope_of(const TokenRequest& request) {
    TRY(const auto asked, request.form.once("scope"));
    if (asked && !asked->empty() && !Scope::well_formed(*asked)) return fail(ErrorCode::invalid_scope, "scope is malformed.", "scope");
    Scope scope = asked && !asked->empty() ? Scope(*asked) : request.client.scope;
    for (const auto& word : Scope(scope).words()) {
        if (asked && (is_personal(word) || !request.client.scope.has(word)))
            return fail(ErrorCode::invalid_scope, fmt::format("The scope {} is not for this client's own use.", word), "scope");
        if (is_personal(word)) scope = scope.without(word);
    }
    return scope;
}

}  // namespace

Result<Permission> client_credentials(const Protocol&, sql::Tx&, const TokenRequest& request) {
    const auto resources = request.form.all("resource");
    if (resources.size() != 1) return fail(ErrorCode::invalid_target, "Say by exactly one resource whom the token is for.", "resource");
    const std::string resource(resources.front());
    if (!request.client.may_ask_for(resource))
        return fail(ErrorCode::invalid_target, "This client is not registered for that resource.", "resource");
    TRY(const auto scope, scope_of(request));
    Permission permission;
    permission.access = {.sub = request.client.client_id,
                         .client_id = request.client.client_id,
                         .audience = resource,
                         .scope = scope,
                         .family = {},
                         .lifetime = service_token_lifetime};
    return permission;
}

}  // namespace gatehouse::idp
