// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/sign_in.hpp"

#include "apps/coi-desk/desk_page.hpp"
#include "base/json.hpp"

namespace gatehouse::desk {

namespace {

constexpr std::string_view scope = "openid profile grants:production grants:training";

// Both ends of a sign-in write a cookie, and the second uses up a code (invariant 11).
Result<void> refuse_head(const http::Request& request) {
    if (request.method != http::Method::head) return {};
    return fail(ErrorCode::method_not_allowed, "This address does not answer that kind of request.");
}

Result<http::Response> sign_in(const Deps& deps, const http::Request& request) {
    TRY_VOID(refuse_head(request));
    oidc::SignIn wanted;
    wanted.redirect_uri = deps.settings.base_url + "/callback";
    wanted.scope = scope;
    wanted.ui_locales = html::language_of(request);
    wanted.return_to = request.query.get("return_to");
    TRY(const auto begun, deps.party.begin(wanted));
    http::Response response = http::Response::redirect(begun.url);
    deps.transaction.write(response, begun.transaction);
    return response;
}

std::string text_in(const boost::json::object& claims, std::string_view name) {
    return json::optional_text(claims, name).value_or(std::nullopt).value_or("");
}

Session session_from(const Deps& deps, oidc::SignedIn signed_in) {
    Session session;
    session.id = deps.around.random.token(16);
    session.sub = std::move(signed_in.sub);
    session.given_name = text_in(signed_in.claims, "given_name");
    session.family_name = text_in(signed_in.claims, "family_name");
    session.access_token = std::move(signed_in.access_token);
    session.id_token = std::move(signed_in.id_token);
    session.expires = signed_in.access_token_expires;
    return session;
}

// The name comes from userinfo where the ID token carries none (OpenID Connect Core 5.4).
Result<void> complete_name(const Deps& deps, Session& session) {
    if (!session.name().empty()) return {};
    TRY(const auto claims, deps.party.userinfo(session.access_token, session.sub));
    session.given_name = text_in(claims, "given_name");
    session.family_name = text_in(claims, "family_name");
    return {};
}

Result<http::Response> callback(const Deps& deps, const http::Request& request) {
    TRY_VOID(refuse_head(request));
    TRY(auto signed_in, deps.party.complete(request, deps.transaction.read(request)));
    TRY_VOID(deps.tokens.check(signed_in.access_token.reveal(), deps.around.clock.now()));
    const std::string return_to = signed_in.return_to;
    Session session = session_from(deps, std::move(signed_in));
    TRY_VOID(complete_name(deps, session));
    http::Response response = http::Response::redirect(return_to);
    deps.cookie.write(response, to_text(session), std::nullopt);
    deps.transaction.clear(response);
    return response;
}

Result<http::Response> logout(const Deps& deps, const http::Request& request) {
    const auto session = session_of(deps, request);
    if (!session) return http::Response::redirect("/signed-out");
    TRY(const auto form, request.form());
    TRY_VOID(deps.cookie.check_form(request, form, session->id));
    // Signed out here in any case, even where the issuer is away.
    const auto there = deps.party.logout_url(session->id_token, deps.settings.base_url + "/");
    http::Response response = http::Response::redirect(there && !there->empty() ? *there : "/signed-out");
    deps.cookie.clear(response);
    return response;
}

Result<http::Response> signed_out(const Deps& deps, const http::Request& request) {
    html::Page page = page_of(deps, request, std::nullopt, "desk_signed_out.html", "You are logged out");
    page.width = html::Page::Width::narrow;
    return rendered(deps, std::move(page));
}

}  // namespace

void add_sign_in_routes(http::Router& router, const Deps& deps) {
    using Step = Result<http::Response> (*)(const Deps&, const http::Request&);
    const auto add = [&](http::Method method, const char* path, Step step) {
        router.add(method, path, {}, [&deps, step](const http::Request& request) { return step(deps, request); });
    };
    add(http::Method::get, "/sign-in", sign_in);
    add(http::Method::get, "/callback", callback);
    add(http::Method::get, "/signed-out", signed_out);
    add(http::Method::post, "/logout", logout);
}

}  // namespace gatehouse::desk
