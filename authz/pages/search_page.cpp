#include "authz/pages/search_page.hpp"

#include "authz/actions/my_requests.hpp"
#include "authz/actions/refuse_kind.hpp"
#include "authz/pages/request_form.hpp"

#include <algorithm>

namespace gatehouse::authz {
namespace {

bool among(std::initializer_list<std::string_view> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string with_query(const http::Request& request, const http::Parameters& query) {
    const auto encoded = query.encode();
    return encoded.empty() ? request.path : request.path + "?" + encoded;
}

}  // namespace

html::Options country_options(const Deps& deps, const html::Page& page) {
    return deps.templates.catalogue().countries(page.language);
}

std::string link_without(const http::Request& request, std::initializer_list<std::string_view> dropped) {
    http::Parameters query;
    for (const auto& [name, value] : request.query.list())
        if (!among(dropped, name) && name != "lang") query.add(name, value);
    return with_query(request, query);
}

void fill_hidden(html::Values& values, const http::Request& request, std::initializer_list<std::string_view> kept) {
    for (const auto& [name, value] : request.query.list())
        if (among(kept, name)) values.add("HIDDEN").set("NAME", name).set("VALUE", value);
}

void fill_next(html::Values& values, const http::Request& request, const std::string& next) {
    if (next.empty() && !request.query.has("after")) return;
    auto& pages = values.add("PAGES");
    if (request.query.has("after")) pages.add("FIRST").set("HREF", link_without(request, {"after", "post", "step"}));
    if (next.empty()) return;
    const std::string rest = link_without(request, {"after", "post", "step"});
    pages.add("NEXT").set("HREF", rest + (rest.find('?') == std::string::npos ? "?" : "&") + "after=" + http::percent_encode(next));
}

Result<MayAsk> may_ask(const Deps& deps, const Visitor& visitor, html::Page& page, Kind kind) {
    TRY(const auto held, kind_of_person(deps.actions, visitor.person.id));
    if (!held || *held == kind) return MayAsk::yes;
    page.alerts.push_back(
        {html::Tone::info, say(deps, page, "You cannot ask for this kind of role."), say(deps, page, other_kind_sentence(*held)), {}});
    return MayAsk::no;
}

void fill_tick(html::Values& row, const http::Request& request, MayAsk may, Own own, const std::string& value) {
    if (own == Own::held) {
        row.show("HELD");
    } else if (own == Own::pending) {
        row.show("PENDING");
    } else if (may == MayAsk::yes) {
        const auto all = request.query.all("post");
        row.add("TICK").set("VALUE", value).show_if(std::find(all.begin(), all.end(), value) != all.end(), "CHECKED");
    }
}

Result<void> fill_dialog(const Deps& deps, const http::Request& request, const Visitor& visitor, html::Page& page) {
    if (request.query.get("step") != "confirm") return {};
    TRY(auto posts, ticked(request.query));
    if (posts.empty()) {
        page.alerts.push_back({html::Tone::bad,
                               say(deps, page, "Nothing is ticked."),
                               say(deps, page, "Tick at least one line, then choose Request authorisation."),
                               {}});
        return {};
    }
    auto& dialog = page.values.add("DIALOG");
    return fill_request_form(deps, page, dialog, open_request_form(visitor, std::move(posts), link_without(request, {"step"})));
}

}  // namespace gatehouse::authz
