#include "authz/pages/visitor.hpp"

#include "authz/actions/requests_to_decide.hpp"
#include "authz/actions/session_life.hpp"
#include "authz/store/grants.hpp"
#include "authz/store/persons.hpp"
#include "base/text/unicode.hpp"

#include <algorithm>
#include <set>

namespace gatehouse::authz {
namespace {

constexpr std::string_view language_cookie = "__Host-gh-lang";

std::string language_for(const http::Request& request, const Person& person) {
    const bool chosen_here = request.query.has("lang") || request.cookie(language_cookie);
    return chosen_here || person.language.empty() ? html::language_of(request) : person.language;
}

http::Response to_sign_in(const http::Request& request) {
    std::string target = request.path;
    if (const auto query = request.query.encode(); !query.empty()) target += "?" + query;
    return http::Response::redirect("/sign-in?return_to=" + http::percent_encode(target));
}

Result<void> check_fields(const http::Parameters& form, const FormFields& fields) {
    std::set<std::string_view> seen;
    for (const auto& [name, value] : form.list()) {
        if (name == fields.repeated) continue;
        const auto& once = fields.once;
        if (name != "form_token" && std::find(once.begin(), once.end(), name) == once.end())
            return fail(ErrorCode::invalid_request, "The form holds a field that this page does not have.", name);
        if (!seen.insert(name).second) return fail(ErrorCode::invalid_request, "The form holds a field twice.", name);
    }
    return {};
}

std::string label(const Deps& deps, const html::Page& page, std::string_view msgid) {
    return deps.templates.catalogue().translate(page.language, "authz_menu", msgid);
}

void add_menu(const Deps& deps, const Visitor& visitor, html::Page& page, std::string_view path) {
    const auto item = [&](std::string_view href, std::string_view msgid, int count = 0) {
        page.menu.push_back(
            {std::string(href), label(deps, page, msgid), path == href || path.starts_with(std::string(href) + "/"), count});
    };
    item("/profile", "My profile");
    item("/roles", "Request a role");
    if (visitor.may_decide()) item("/decide", "Requests to decide", count_to_decide(deps.actions, visitor.person.id).value_or(0));
    if (visitor.holds(role::auditor) || visitor.holds(role::commission)) item("/audit", "Audit");
}

}  // namespace

bool Visitor::holds(std::string_view role) const {
    return std::any_of(holdings.begin(), holdings.end(), [&](const policy::Holding& holding) { return holding.role == role; });
}

bool Visitor::may_decide() const {
    return holds(role::OPL) || holds(role::commission) || holds(role::administrator);
}

Result<std::optional<Visitor>> find_visitor(const Deps& deps, const http::Request& request) {
    const auto id = deps.cookie.read(request);
    if (!id) return std::nullopt;
    const Instant now = deps.around.clock.now();
    TRY(auto visitor, deps.db.read([&](sql::ReadTx& tx) -> Result<std::optional<Visitor>> {
        auto session = find_session(tx, *id, now);
        if (!session) return std::nullopt;
        auto person = find_person(tx, session->person);
        if (!person) return std::nullopt;
        auto language = language_for(request, *person);
        auto held = holdings(tx, person->id, now);
        return Visitor{std::move(*session), std::move(*person), std::move(language), std::move(held)};
    }));
    if (visitor && request.method != http::Method::head) TRY_VOID(extend_session(deps.db, visitor->session, now));
    return visitor;
}

http::Handler for_person(const Deps& deps, PersonHandler handler) {
    return [&deps, handler = std::move(handler)](const http::Request& request) -> Result<http::Response> {
        TRY(const auto visitor, find_visitor(deps, request));
        if (!visitor) return to_sign_in(request);
        return handler(deps, request, *visitor);
    };
}

http::Handler for_person_form(const Deps& deps, FormFields fields, FormHandler handler) {
    return [&deps, fields = std::move(fields), handler = std::move(handler)](const http::Request& request) -> Result<http::Response> {
        TRY(const auto visitor, find_visitor(deps, request));
        if (!visitor) return fail(ErrorCode::unauthenticated, "You are signed out; log in and send the form again.");
        TRY(const auto form, request.form());
        TRY_VOID(deps.cookie.check_form(request, form, visitor->session.id));
        TRY_VOID(check_fields(form, fields));
        return handler(deps, request, *visitor, form);
    };
}

html::Page frame(const Deps& deps, const http::Request& request, const Visitor* visitor, std::string template_name,
                 std::string_view title) {
    html::Page page;
    page.template_name = std::move(template_name);
    page.language = visitor ? visitor->language : html::language_of(request);
    page.title = say(deps, page, title);
    page.program = "authz";
    page.environment = deps.settings.environment;
    page.request_path = request.path;
    page.request_query = request.query.encode();
    if (!visitor) return page;
    page.person = html::Person{visitor->person.name.full(), text::initials(visitor->person.name.given, visitor->person.name.family)};
    page.account_href = deps.settings.account_url;
    page.logout_action = "/logout";
    page.form_token = deps.cookie.form_token(visitor->session.id);
    add_menu(deps, *visitor, page, request.path);
    return page;
}

std::string say(const Deps& deps, const html::Page& page, std::string_view msgid, const text::Arguments& arguments) {
    return deps.templates.catalogue().translate(page.language, page.template_name, msgid, arguments);
}

}  // namespace gatehouse::authz
