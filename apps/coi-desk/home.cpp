// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/home.hpp"

#include "apps/coi-desk/decision.hpp"
#include "apps/coi-desk/desk_page.hpp"
#include "apps/coi-desk/posts.hpp"
#include "apps/coi-desk/signing_boxes.hpp"

namespace gatehouse::desk {

namespace {

constexpr const char* context = "desk_home.html";

// What one page view knows.
struct View {
    const Deps& deps;
    const Session& session;
    const boost::json::object& userinfo;
    std::string language;

    std::string translated(std::string_view msgid) const { return deps.templates.catalogue().translate(language, context, msgid); }
    std::string country(const Post& post) const {
        return post.scope == "*" ? translated("All countries") : deps.templates.catalogue().country(language, post.scope);
    }
};

void show_boxes(const View& view, const Post& post, html::Values& row) {
    for (const Box& box : boxes_of(post.role)) {
        row.add("BOX")
            .set("NUMBER", box.number)
            .set("NAME", view.session.name())
            .set("ORGANISATION", post.organisation)
            .set("MEANING", view.translated(box.meaning));
    }
}

// One post: the boxes it may sign, or why it signs none. A question that nobody answered is no yes.
void show_post(const View& view, const Environment& environment, const Post& post, html::Values& row) {
    row.set("ORGANISATION", post.organisation).set("ROLE", view.translated(role_label(post.role))).set("SCOPE", view.country(post));
    if (boxes_of(post.role).empty()) {
        row.show("NO_BOX");
        return;
    }
    const auto token = view.deps.party.client_token("decision", environment.url);
    const auto decision = token ? may_act_as(environment, view.session.sub, post.id, *token, view.deps.client)
                                : Result<Decision>(std::unexpected(token.error()));
    if (!decision) {
        view.deps.around.log.warn("decision_unavailable", {{"environment", environment.name}, {"detail", decision.error().detail}});
        row.show("NOT_ASKED");
    } else if (*decision == Decision::yes) {
        show_boxes(view, post, row);
    } else {
        row.show("REFUSED");
    }
}

void show_environment(const View& view, const Environment& environment, html::Values& section) {
    section.set("URL", environment.url).set("ID", environment.name);
    section.show(environment.name == "training" ? "IS_TRAINING" : "IS_PRODUCTION");
    const auto posts = posts_in(environment, view.userinfo, view.deps.client);
    if (!posts) {
        view.deps.around.log.warn("posts_unavailable", {{"environment", environment.name}, {"detail", posts.error().detail}});
        section.show(posts.error().code == ErrorCode::not_found ? "NOT_SHARED" : "AWAY");
        return;
    }
    section.show_if(posts->empty(), "NO_POST");
    for (const auto& post : *posts) show_post(view, environment, post, section.add("POST").set("NAME", view.session.name()));
}

http::Response welcome(const Deps& deps, const http::Request& request) {
    html::Page page = page_of(deps, request, std::nullopt, "desk_welcome.html", "Certificate desk");
    page.values.set("REGISTRATION", deps.settings.environments.front().url + "/");
    return rendered(deps, std::move(page));
}

http::Response sign_in_again(const Deps& deps) {
    http::Response response = http::Response::redirect("/sign-in");
    deps.cookie.clear(response);
    return response;
}

Result<http::Response> home(const Deps& deps, const http::Request& request) {
    const auto session = session_of(deps, request);
    if (!session) return welcome(deps, request);
    const auto token = deps.tokens.check(session->access_token.reveal(), deps.around.clock.now());
    if (!token && token.error().code == ErrorCode::invalid_token) return sign_in_again(deps);
    if (!token) return std::unexpected(token.error());
    if (token->sub != session->sub) return sign_in_again(deps);
    const auto userinfo = deps.party.userinfo(session->access_token, session->sub);
    if (!userinfo && userinfo.error().code == ErrorCode::invalid_token) return sign_in_again(deps);
    if (!userinfo) return std::unexpected(userinfo.error());
    html::Page page = page_of(deps, request, session, context, "What you may sign");
    const View view{deps, *session, *userinfo, page.language};
    page.values.set("NAME", session->name());
    for (const auto& environment : deps.settings.environments) show_environment(view, environment, page.values.add("ENVIRONMENT"));
    return rendered(deps, std::move(page));
}

Result<http::Response> plain_page(const Deps& deps, const http::Request& request, const char* name, std::string_view title) {
    html::Page page = page_of(deps, request, session_of(deps, request), name, title);
    page.values.set("HELPDESK", deps.settings.helpdesk);
    for (const auto& environment : deps.settings.environments) {
        page.values.add("ENVIRONMENT").set("URL", environment.url).show(environment.name == "training" ? "IS_TRAINING" : "IS_PRODUCTION");
    }
    return rendered(deps, std::move(page));
}

}  // namespace

void add_page_routes(http::Router& router, const Deps& deps) {
    router.add(http::Method::get, "/", {}, [&deps](const http::Request& request) { return home(deps, request); });
    router.add(http::Method::get, "/help", {},
               [&deps](const http::Request& request) { return plain_page(deps, request, "desk_help.html", "Help"); });
    router.add(http::Method::get, "/accessibility", {},
               [&deps](const http::Request& request) { return plain_page(deps, request, "desk_accessibility.html", "Accessibility"); });
    router.add(http::Method::get, "/privacy", {},
               [&deps](const http::Request& request) { return plain_page(deps, request, "desk_privacy.html", "Privacy statement"); });
}

}  // namespace gatehouse::desk
