#include "authz/pages/welcome.hpp"

#include "authz/pages/visitor.hpp"

namespace gatehouse::authz {

Result<http::Response> show_welcome(const Deps& deps, const http::Request& request) {
    TRY(const auto visitor, find_visitor(deps, request));
    auto page = frame(deps, request, visitor ? &*visitor : nullptr, "authz_welcome.html", "Welcome");
    page.values.set("SIGN_UP", deps.settings.sign_up_url).set("HELPDESK", deps.settings.helpdesk);
    page.values.show(visitor ? "SIGNED_IN" : "SIGNED_OUT");
    if (visitor) page.values.set("NAME", visitor->person.name.full());
    page.values.show(deps.settings.environment == "training" ? "IN_TRAINING" : "IN_PRODUCTION");
    return html::render(deps.templates, std::move(page));
}

}  // namespace gatehouse::authz
