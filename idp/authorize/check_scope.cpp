#include "idp/authorize/checks.hpp"

#include <fmt/format.h>

namespace gatehouse::idp {

// A scope that nobody could mean is refused; one that the client is not registered for is refused by name, because to
// drop it silently (RFC 6749 section 3.3 would allow it) leaves its makers searching.
Result<void> check_scope(Checking& checking) {
    const auto scope = checking.parameters.get("scope");
    if (!Scope::well_formed(scope)) return fail(ErrorCode::invalid_scope, "scope is missing or malformed; send scope=openid.", "scope");
    checking.request.scope = Scope(scope);
    for (const auto& word : checking.request.scope.words())
        if (!checking.client.scope.has(word))
            return fail(ErrorCode::invalid_scope, fmt::format("The scope {} is not registered for this client.", word), "scope");
    return {};
}

}  // namespace gatehouse::idp
