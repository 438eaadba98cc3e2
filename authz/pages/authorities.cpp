// GET /roles/authorities: border control posts and competent authorities, with the organic role each carries.
#include "authz/pages/handlers.hpp"
#include "authz/pages/search_page.hpp"
#include "authz/pages/ticked.hpp"
#include "authz/pages/words.hpp"

namespace gatehouse::authz {
namespace {

AuthoritySearch search_of(const http::Request& request) {
    const auto& query = request.query;
    return {std::string(query.get("q")), std::string(query.get("country")), std::string(query.get("role")),
            std::string(query.get("after"))};
}

void fill_search(const Deps& deps, html::Page& page, const AuthoritySearch& search) {
    html::fill_field(page.values, "q", search.text);
    html::fill_select(page.values, "country", country_options(deps, page), search.country);
    html::fill_select(page.values, "role",
                      {{"BCP", say(deps, page, type_label(type::bcp))}, {"CCA", say(deps, page, type_label(type::cca))}}, search.role);
}

void fill_row(const Deps& deps, const http::Request& request, const html::Page& page, html::Values& row, const Found& found, MayAsk may) {
    const std::string value = tick_value({found.organisation.id, found.role, ""});
    row.set("NAME", found.organisation.name)
        .set("CODE", found.organisation.code)
        .set("COUNTRY_NAME", country_name(deps, page, found.organisation.country))
        .set("TYPE", say(deps, page, type_label(found.organisation.type)))
        .set("ROLE_NAME", role_name(deps, page, found.role))
        .set("ID", value);
    fill_tick(row, request, may, found.own, value);
}

std::string found_sentence(const Deps& deps, const html::Page& page, const FoundPage& found) {
    const auto count = std::int64_t(found.rows.size());
    if (!found.next.empty()) return say(deps, page, "The first {n} authorities", {{"n", std::to_string(count)}});
    return deps.templates.catalogue().plural(page.language, page.template_name, "{n} authority found", "{n} authorities found", count);
}

}  // namespace

Page show_authorities(const Deps& deps, const http::Request& request, const Visitor& visitor) {
    const auto search = search_of(request);
    auto page = frame(deps, request, &visitor, "authz_authorities.html", "Find your authority");
    fill_search(deps, page, search);
    TRY(const MayAsk may, may_ask(deps, visitor, page, Kind::authority));
    if (!request.query.has("q")) {
        page.values.show("BEFORE");
        return html::render(deps.templates, std::move(page));
    }
    TRY(const auto found, search_authorities(deps.actions, visitor.person.id, search));
    auto& results = page.values.add("RESULTS");
    results.set("FOUND", found_sentence(deps, page, found)).show_if(found.rows.empty(), "NONE").set("HELPDESK", deps.settings.helpdesk);
    if (!found.rows.empty()) {
        auto& list = results.add("LIST");
        fill_hidden(list, request, {"q", "country", "role", "after"});
        for (const auto& row : found.rows) fill_row(deps, request, page, list.add("ROW"), row, may);
        list.show_if(may == MayAsk::yes, "BAR");
    }
    fill_next(results, request, found.next);
    TRY_VOID(fill_dialog(deps, request, visitor, page));
    return html::render(deps.templates, std::move(page));
}

}  // namespace gatehouse::authz
