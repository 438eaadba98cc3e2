// GET /roles/operators: find the operators one works for, tick several, open the request.
#include "authz/pages/handlers.hpp"
#include "authz/pages/search_page.hpp"
#include "authz/pages/ticked.hpp"
#include "authz/pages/words.hpp"

namespace gatehouse::authz {
namespace {

html::Options activity_options(const Deps& deps, const html::Page& page) {
    html::Options options;
    for (const auto role : {role::importer, role::first_consignee, role::exporter, role::producer})
        options.emplace_back(std::string(role), role_name(deps, page, role));
    return options;
}

OperatorSearch search_of(const http::Request& request) {
    const auto& query = request.query;
    return {std::string(query.get("q")), std::string(query.get("country")), std::string(query.get("section")),
            std::string(query.get("activity")), std::string(query.get("after"))};
}

void fill_search(const Deps& deps, html::Page& page, const OperatorSearch& search) {
    html::fill_field(page.values, "q", search.text);
    html::fill_select(page.values, "country", country_options(deps, page), search.country);
    html::fill_select(page.values, "section", {{"organic", say(deps, page, "Organic")}}, search.section);
    html::fill_select(page.values, "activity", activity_options(deps, page), search.activity);
}

void fill_row(const Deps& deps, const http::Request& request, const html::Page& page, html::Values& row, const Found& found, MayAsk may) {
    const std::string value = tick_value({found.organisation.id, found.role, ""});
    row.set("NAME", found.organisation.name)
        .set("ADDRESS", address_line(found.organisation))
        .set("COUNTRY_NAME", country_name(deps, page, found.organisation.country))
        .set("IDENTIFIER", identifier_of(found.organisation))
        .set("ACTIVITY_NAME", role_name(deps, page, found.role))
        .set("ID", value);
    fill_chip(row, state_chip(deps, page, found.organisation.status));
    fill_tick(row, request, may, found.own, value);
}

std::string found_sentence(const Deps& deps, const html::Page& page, const FoundPage& found) {
    const auto count = std::int64_t(found.rows.size());
    if (!found.next.empty()) return say(deps, page, "The first {n} operators", {{"n", std::to_string(count)}});
    return deps.templates.catalogue().plural(page.language, page.template_name, "{n} operator found", "{n} operators found", count);
}

std::string create_link(const OperatorSearch& search) {
    http::Parameters query;
    query.add("name", search.text);
    if (!search.country.empty()) query.add("country", search.country);
    if (!search.activity.empty()) query.add("activity", search.activity);
    query.add("searched", "yes");
    return "/roles/operators/new?" + query.encode();
}

}  // namespace

Page show_operators(const Deps& deps, const http::Request& request, const Visitor& visitor) {
    const auto search = search_of(request);
    auto page = frame(deps, request, &visitor, "authz_operators.html", "Find the operator you work for");
    fill_search(deps, page, search);
    TRY(const MayAsk may, may_ask(deps, visitor, page, Kind::operator_));
    if (search.empty()) {
        page.values.show("BEFORE");
        if (request.query.has("q"))
            page.alerts.push_back({html::Tone::bad, say(deps, page, "Fill in at least one field of the search."), "", {}});
        return html::render(deps.templates, std::move(page));
    }
    TRY(const auto found, search_operators(deps.actions, visitor.person.id, search));
    auto& results = page.values.add("RESULTS");
    results.set("FOUND", found_sentence(deps, page, found)).set("CREATE", create_link(search));
    results.show_if(may == MayAsk::yes, "MAY_CREATE").show_if(found.rows.empty(), "NONE");
    if (!found.rows.empty()) {
        auto& list = results.add("LIST");
        fill_hidden(list, request, {"q", "country", "section", "activity", "after"});
        for (const auto& row : found.rows) fill_row(deps, request, page, list.add("ROW"), row, may);
        list.show_if(may == MayAsk::yes, "BAR");
    }
    fill_next(results, request, found.next);
    TRY_VOID(fill_dialog(deps, request, visitor, page));
    return html::render(deps.templates, std::move(page));
}

}  // namespace gatehouse::authz
