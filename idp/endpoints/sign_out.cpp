#include "idp/factors/sign_out.hpp"
#include "idp/endpoints/idp_page.hpp"
#include "idp/endpoints/pages.hpp"

namespace gatehouse::idp {

Result<Response> show_sign_out(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    if (!visitor.account) return Response::redirect("/signed-out");
    const Asked asked{deps, request, visitor};
    html::Page page = make_page(asked, "idp_sign_out.html", asked.say("idp_sign_out.html", "Log out"));
    page.width = html::Page::Width::narrow;
    page.values.set("NAME", visitor.account->display_name());
    return show(asked, std::move(page));
}

Result<Response> post_sign_out(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    TRY_VOID(checked_form(deps, request, visitor));
    if (visitor.session) TRY_VOID(sign_out(deps, *visitor.session));
    Response response = Response::redirect("/signed-out");
    deps.cookie.clear(response);
    return response;
}

Result<Response> show_signed_out(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    if (visitor.account) return Response::redirect("/account");
    const Asked asked{deps, request, visitor};
    html::Page page = make_page(asked, "idp_signed_out.html", asked.say("idp_signed_out.html", "You are logged out"));
    page.width = html::Page::Width::narrow;
    page.values.set("CONTINUE", deps.settings.continue_url);
    return show(asked, std::move(page));
}

}  // namespace gatehouse::idp
