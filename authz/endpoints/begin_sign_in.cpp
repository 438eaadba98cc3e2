#include "authz/endpoints/handlers.hpp"
#include "base/html/page.hpp"

namespace gatehouse::authz {

// A protocol GET: writes nothing but its own sealed cookie (invariant 11); HEAD not even that.
Result<http::Response> begin_sign_in(const SignInDesk& desk, const http::Request& request) {
    if (request.method == http::Method::head) return fail(ErrorCode::method_not_allowed, "Signing in begins with GET.");
    oidc::SignIn wanted;
    wanted.redirect_uri = desk.deps.settings.base_url + "/callback";
    wanted.ui_locales = html::language_of(request);
    TRY(const auto return_to, request.query.once("return_to"));
    wanted.return_to = return_to.value_or("/home");
    TRY(const auto begun, desk.relying_party.begin(wanted));
    auto response = http::Response::redirect(begun.url);
    desk.transaction.write(response, begun.transaction);
    response.headers.set("Cache-Control", "no-store");
    return response;
}

}  // namespace gatehouse::authz
