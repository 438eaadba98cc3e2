// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/desk_page.hpp"

#include "base/text/unicode.hpp"

namespace gatehouse::desk {

namespace {

// "https://localhost:8443" of an address with a path.
std::string origin_of(const std::string& url) {
    const auto path = url.find('/', url.find("://") + 3);
    return url.substr(0, path);
}

}  // namespace

std::optional<Session> session_of(const Deps& deps, const http::Request& request) {
    const auto text = deps.cookie.read(request);
    return text ? read_session(*text, deps.around.clock.now()) : std::nullopt;
}

html::Page page_of(const Deps& deps, const http::Request& request, const std::optional<Session>& session, std::string template_name,
                   std::string_view title) {
    html::Page page;
    page.language = html::language_of(request);
    page.title = deps.templates.catalogue().translate(page.language, template_name, title);
    page.template_name = std::move(template_name);
    page.program = "coi-desk";
    page.request_path = request.path;
    page.request_query = request.query.encode();
    if (session) {
        page.person = html::Person{session->name(), text::initials(session->given_name, session->family_name)};
        page.account_href = deps.settings.issuer + "/account";
        page.logout_action = "/logout";
        page.form_token = deps.cookie.form_token(session->id);
    }
    return page;
}

http::Response rendered(const Deps& deps, html::Page page, int status) {
    http::Response response = html::render(deps.templates, std::move(page), status);
    response.headers.set("Content-Security-Policy", "form-action " + origin_of(deps.settings.issuer));
    return response;
}

http::Response error_page(const Deps& deps, const http::Request& request, const Error& error) {
    html::Page page = page_of(deps, request, session_of(deps, request), "desk_error.html", "That did not work");
    page.values.set("SENTENCE", deps.templates.catalogue().translate(page.language, "desk_error.html", error.message));
    page.values.set("REQUEST_ID", request.id).set("HELPDESK", deps.settings.helpdesk);
    return rendered(deps, std::move(page), describe(error.code).status);
}

}  // namespace gatehouse::desk
