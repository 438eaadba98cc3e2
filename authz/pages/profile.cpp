// GET /profile: what one holds and asked for, who decides, and the preferences.
#include "authz/actions/decide_request.hpp"
#include "authz/actions/my_requests.hpp"
#include "authz/actions/set_preferences.hpp"
#include "authz/actions/withdraw_request.hpp"
#include "authz/pages/handlers.hpp"
#include "authz/pages/search_page.hpp"
#include "authz/pages/words.hpp"
#include "authz/store/requests.hpp"

namespace gatehouse::authz {
namespace {

void add_alerts(const Deps& deps, const http::Request& request, html::Page& page) {
    const auto good = [&](std::string_view title, std::string_view more) {
        page.alerts.push_back({html::Tone::good, say(deps, page, title), more.empty() ? "" : say(deps, page, more), {}});
    };
    if (request.query.has("sent"))
        good("Request sent.", "You see it below, with its state and who decides. We tell you by e-mail when it is decided.");
    if (request.query.has("created"))
        good("Operator created and request sent.", "Both are decided together. You see the request below, with who decides.");
    if (request.query.has("already"))
        page.alerts.push_back({html::Tone::info, say(deps, page, "What you hold or asked for already was left out."), "", {}});
    if (request.query.has("withdrawn")) good("Request withdrawn.", "");
    if (request.query.has("saved")) good("Preferences saved.", "");
}

void fill_post(const Deps& deps, const html::Page& page, const Visitor& visitor, html::Values& row, const MyPost& mine) {
    row.set("ORGANISATION", mine.organisation.name)
        .set("ROLE", role_name(deps, page, mine.grant.post.role))
        .set("SCOPE", scope_name(deps, page, mine.grant.post.scope))
        .set("SINCE", on_date(page, visitor, mine.grant.from));
    fill_chip(row, mine.acts ? state_chip(deps, page, "active") : Chip{"bad", say(deps, page, "Cannot act now")});
    if (!mine.acts) row.add("WHY_NOT").set("REASON", say(deps, page, mine.why_not));
}

void fill_decision(const Deps& deps, const html::Page& page, const Visitor& visitor, html::Values& row, const Decision& decision) {
    auto& shown = row.add("DECISION");
    shown.set("AT", at_time(page, visitor, decision.at));
    if (decision.verdict != "rejected") return;
    auto& reason = shown.add("REASON");
    reason.set("TEXT", decision.reason);
    for (const auto& [code, label] : reason_codes())
        if (code == decision.reason_code) reason.set("LABEL", say(deps, page, label));
}

void fill_request(const Deps& deps, const html::Page& page, const Visitor& visitor, html::Values& row, const MyRequest& mine) {
    row.set("ID", mine.id.str())
        .set("ORGANISATION", mine.organisation.name)
        .set("ROLE", role_name(deps, page, mine.post.role))
        .set("SCOPE", scope_name(deps, page, mine.post.scope))
        .set("FILED", on_date(page, visitor, mine.filed))
        .set("FORM_TOKEN", page.form_token);
    fill_chip(row, state_chip(deps, page, mine.state));
    if (is_open(mine.state)) row.add("OPEN").set("WHO", who_sentence(deps, page, mine.who)).set("FORM_TOKEN", page.form_token);
    if (mine.decision) fill_decision(deps, page, visitor, row, *mine.decision);
}

void fill_preferences(const Visitor& visitor, html::Page& page) {
    html::Options zones;
    for (const auto zone : time_zones()) {
        std::string label(zone);
        for (char& letter : label)
            if (letter == '_') letter = ' ';
        zones.emplace_back(std::string(zone), label);
    }
    html::fill_select(page.values, "language", html::language_options(), page.language);
    html::fill_select(page.values, "time_zone", zones, visitor.person.time_zone);
}

std::string_view kind_sentence(Kind kind) {
    switch (kind) {
        case Kind::operator_:
            return "Your kind of role is operator.";
        case Kind::control_body:
            return "Your kind of role is organic control body.";
        case Kind::authority:
            return "Your kind of role is authority.";
        case Kind::commission:
            return "You act for the Commission.";
    }
    return "";
}

}  // namespace

Page show_profile(const Deps& deps, const http::Request& request, const Visitor& visitor) {
    TRY(const auto mine, my_requests(deps.actions, visitor.person.id, std::string(request.query.get("after"))));
    auto page = frame(deps, request, &visitor, "authz_profile.html", "My profile");
    add_alerts(deps, request, page);
    page.values.set("NAME", visitor.person.name.full())
        .set("EMAIL", visitor.person.email)
        .set("SUB", sub_of(visitor.person.id))
        .set("ACCOUNT", deps.settings.account_url);
    page.values.set("KIND", say(deps, page, mine.kind ? kind_sentence(*mine.kind) : "You hold no role yet."));
    page.values.show(mine.posts.empty() ? "NO_POSTS" : "POSTS").show(mine.requests.empty() ? "NO_REQUESTS" : "REQUESTS");
    for (const auto& post : mine.posts) fill_post(deps, page, visitor, page.values.add("POST"), post);
    for (const auto& one : mine.requests) fill_request(deps, page, visitor, page.values.add("REQUEST"), one);
    fill_next(page.values, request, mine.next);
    fill_preferences(visitor, page);
    return html::render(deps.templates, std::move(page));
}

Page post_profile(const Deps& deps, const http::Request&, const Visitor& visitor, const http::Parameters& form) {
    const std::string language(form.get("language"));
    TRY_VOID(set_preferences(deps.actions, visitor.actor(), {language, std::string(form.get("time_zone"))}));
    // ?lang= also moves the language cookie to the new choice.
    return http::Response::redirect("/profile?saved=yes&lang=" + language);
}

Page post_withdraw(const Deps& deps, const http::Request& request, const Visitor& visitor, const http::Parameters&) {
    TRY_VOID(withdraw_request(deps.actions, visitor.actor(), RequestPostId(request.path_parameters.at("id"))));
    return http::Response::redirect("/profile?withdrawn=yes");
}

}  // namespace gatehouse::authz
