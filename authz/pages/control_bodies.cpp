// GET /roles/control-bodies and /roles/control-bodies/{id}: find the body, then tick one country, several or all.
#include "authz/pages/handlers.hpp"
#include "authz/pages/search_page.hpp"
#include "authz/pages/ticked.hpp"
#include "authz/pages/words.hpp"

namespace gatehouse::authz {
namespace {

std::string found_sentence(const Deps& deps, const html::Page& page, const FoundPage& found) {
    const auto count = std::int64_t(found.rows.size());
    if (!found.next.empty()) return say(deps, page, "The first {n} control bodies", {{"n", std::to_string(count)}});
    return deps.templates.catalogue().plural(page.language, page.template_name, "{n} control body found", "{n} control bodies found",
                                             count);
}

void fill_results(const Deps& deps, const http::Request& request, html::Page& page, const FoundPage& found) {
    auto& results = page.values.add("RESULTS");
    results.set("FOUND", found_sentence(deps, page, found)).show_if(found.rows.empty(), "NONE").set("HELPDESK", deps.settings.helpdesk);
    for (const auto& row : found.rows) {
        auto& values = results.add("ROW");
        values.set("NAME", row.organisation.name)
            .set("CODE", row.organisation.code)
            .set("COUNTRY_NAME", country_name(deps, page, row.organisation.country))
            .set("ID", row.organisation.id.str());
        values.show_if(row.own == Own::held, "HELD").show_if(row.own == Own::pending, "PENDING");
    }
    fill_next(results, request, found.next);
}

}  // namespace

Page show_control_bodies(const Deps& deps, const http::Request& request, const Visitor& visitor) {
    const ControlBodySearch search{std::string(request.query.get("q")), std::string(request.query.get("country")),
                                   std::string(request.query.get("after"))};
    auto page = frame(deps, request, &visitor, "authz_control_bodies.html", "Find your control body");
    html::fill_field(page.values, "q", search.text);
    html::fill_select(page.values, "country", country_options(deps, page), search.country);
    TRY_VOID(may_ask(deps, visitor, page, Kind::control_body));
    if (!request.query.has("q")) {
        page.values.show("BEFORE");
        return html::render(deps.templates, std::move(page));
    }
    TRY(const auto found, search_control_bodies(deps.actions, visitor.person.id, search));
    fill_results(deps, request, page, found);
    return html::render(deps.templates, std::move(page));
}

Page show_control_body(const Deps& deps, const http::Request& request, const Visitor& visitor) {
    const OrganisationId id(request.path_parameters.at("id"));
    TRY(const auto body, countries_of_body(deps.actions, visitor.person.id, id));
    auto page = frame(deps, request, &visitor, "authz_control_body.html", "Countries of your control body");
    page.values.set("NAME", body.body.name).set("COUNT", std::int64_t(body.countries.size()));
    TRY(const MayAsk may, may_ask(deps, visitor, page, Kind::control_body));
    auto& all = page.values.add("ALL");
    fill_tick(all, request, may, body.all, tick_value({id, std::string(role::control_body), std::string(all_countries)}));
    for (const auto& country : body.countries) {
        auto& row = page.values.add("ROW");
        const std::string value = tick_value({id, std::string(role::control_body), country.country});
        row.set("COUNTRY_NAME", country_name(deps, page, country.country)).set("CODE", country.code).set("ID", value);
        fill_tick(row, request, may, country.own, value);
    }
    page.values.show_if(may == MayAsk::yes && body.all == Own::nothing, "BAR");
    TRY_VOID(fill_dialog(deps, request, visitor, page));
    return html::render(deps.templates, std::move(page));
}

}  // namespace gatehouse::authz
