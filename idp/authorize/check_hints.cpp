#include "idp/authorize/checks.hpp"
#include "idp/tokens/id_token_hint.hpp"

namespace gatehouse::idp {

// Hints help the person; a login_hint too long to be one is dropped, but a wrong id_token_hint is an error (Core 3.1.2.2).
Result<void> check_hints(Checking& checking) {
    checking.request.ui_locales = checking.parameters.get("ui_locales").substr(0, 200);
    const auto login_hint = checking.parameters.get("login_hint");
    if (login_hint.size() <= 254) checking.request.login_hint = login_hint;
    const auto hint = checking.parameters.get("id_token_hint");
    if (hint.empty()) return {};
    const auto read = read_id_token_hint(hint, checking.own_keys, checking.issuer);
    if (!read) return fail(ErrorCode::invalid_request, "id_token_hint is not an ID token of this issuer.", "id_token_hint");
    checking.request.hinted_sub = read->sub;
    return {};
}

}  // namespace gatehouse::idp
