// POST /logout: the session here ends at once; the page then offers to end the one at the issuer, which may serve other
// applications too.
#include "authz/endpoints/handlers.hpp"
#include "authz/pages/visitor.hpp"

namespace gatehouse::authz {
namespace {

Result<http::Response> signed_out_page(const SignInDesk& desk, const http::Request& request) {
    const Deps& deps = desk.deps;
    auto page = frame(deps, request, nullptr, "authz_signed_out.html", "You are logged out");
    page.width = html::Page::Width::narrow;
    page.request_path = "/";  // the language links lead to a page that can be shown again
    const auto url = desk.relying_party.logout_url("", deps.settings.base_url + "/");
    if (url && !url->empty()) page.values.add("ISSUER").set("HREF", *url);
    return html::render(deps.templates, std::move(page));
}

}  // namespace

Result<http::Response> sign_out(const SignInDesk& desk, const http::Request& request) {
    const Deps& deps = desk.deps;
    if (const auto id = deps.cookie.read(request)) {
        TRY(const auto form, request.form());
        TRY_VOID(deps.cookie.check_form(request, form, *id));
        TRY_VOID(deps.db.transact([&](sql::Tx& tx) -> Result<void> {
            delete_session(tx, *id);
            return {};
        }));
    }
    TRY(auto response, signed_out_page(desk, request));
    deps.cookie.clear(response);
    return response;
}

}  // namespace gatehouse::authz
