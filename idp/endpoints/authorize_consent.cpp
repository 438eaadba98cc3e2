// Where an application is not one of our own, the person says yes or no once per scope.
#include "idp/client_auth/client_uri.hpp"
#include "idp/endpoints/authorize_steps.hpp"
#include "idp/endpoints/protocol_endpoints.hpp"
#include "idp/registration/read_fields.hpp"

namespace gatehouse::idp {

namespace {

constexpr const char* template_name = "idp_consent.html";

// What a scope means, in a person's words; an unknown one is shown as it is called.
std::string meaning(const Asked& asked, const std::string& word) {
    if (word == "openid") return asked.say(template_name, "That you have an account here, and its number");
    if (word == "profile") return asked.say(template_name, "Your name, username and language");
    if (word == "email") return asked.say(template_name, "Your e-mail address");
    if (word.starts_with("grants:"))
        return asked.say(template_name, "The posts you may act in ({environment})", {{"environment", word.substr(7)}});
    return word;
}

http::Response consent_page(const Asked& asked, const Waiting& waiting) {
    html::Page page = make_page(asked, template_name, asked.say(template_name, "Allow this application?"));
    page.width = html::Page::Width::narrow;
    page.values.set("CLIENT", waiting.client.client_name);
    page.values.set("ORIGIN", origin_of(waiting.stored.request.redirect_uri));
    page.values.set("NAME", asked.visitor.account->display_name());
    page.values.set("REQUEST", waiting.stored.id.str());
    for (const auto& word : waiting.stored.request.scope.words()) page.values.add("SCOPE").set("MEANING", meaning(asked, word));
    http::Response response = show(asked, std::move(page));
    response.headers.set("Content-Security-Policy", "form-action " + origin_of(waiting.stored.request.redirect_uri));
    return response;
}

void leave(const Going& going, sql::Tx& tx, std::string act, audit::Outcome outcome) {
    const Deps& deps = going.protocol.deps;
    audit::Event event;
    event.act = std::move(act);
    event.outcome = outcome;
    event.actor = event.subject = deps.person(going.visitor.account->id.str());
    event.objects = {{"client", going.client.client_id}, {"scope", going.request.scope.str()}};
    deps.audit.append(tx, event);
}

Result<http::Response> allow(const Going& going) {
    const Deps& deps = going.protocol.deps;
    const AccountId& account = going.visitor.account->id;
    TRY_VOID(deps.db.transact([&](sql::Tx& tx) -> Result<void> {
        const Scope before = consented_scope(tx, account, going.client.client_id);
        if (going.request.scope.within(before)) return {};
        give_consent(tx, account, going.client.client_id, before.joined_with(going.request.scope), deps.now());
        leave(going, tx, "consent.given", audit::Outcome::done);
        return {};
    }));
    return issue_code(going);
}

Result<http::Response> refuse(const Going& going) {
    const Deps& deps = going.protocol.deps;
    TRY_VOID(deps.db.transact([&](sql::Tx& tx) -> Result<void> {
        if (use_authorization_request(tx, going.waiting, going.visitor.browser, deps.now()))
            leave(going, tx, "consent.refused", audit::Outcome::denied);
        return {};
    }));
    return redirect_error(return_address(going), {ErrorCode::access_denied, "The person did not allow it.", {}, {}, {}});
}

bool is_signed_in(const Visitor& visitor, const Waiting& waiting) {
    const auto& since = waiting.stored.authenticated_since;
    const auto& hinted = waiting.stored.request.hinted_sub;
    return visitor.session && visitor.account && (!since || visitor.session->authenticated_at >= *since) &&
           (hinted.empty() || visitor.account->id.str() == hinted);
}

}  // namespace

Result<http::Response> show_consent(const Protocol& protocol, const http::Request& http) {
    TRY(const auto visitor, visitor_of(protocol.deps, http));
    TRY(const auto waiting, read_waiting(protocol, visitor, http.query.get("request")));
    if (!is_signed_in(visitor, waiting)) return http::Response::redirect(carrying("/login", waiting.stored.id));
    return consent_page({protocol.deps, http, visitor}, waiting);
}

Result<http::Response> post_consent(const Protocol& protocol, const http::Request& http) {
    TRY(const auto visitor, visitor_of(protocol.deps, http));
    TRY(const auto form, checked_form(protocol.deps, http, visitor));
    TRY_VOID(only_these_fields(form, {"request", "decision"}));
    TRY(const auto waiting, read_waiting(protocol, visitor, form.get("request")));
    if (!is_signed_in(visitor, waiting)) return http::Response::redirect(carrying("/login", waiting.stored.id));
    const Going going{
        protocol,      http, visitor, waiting.stored.request, waiting.client, waiting.stored.id, waiting.stored.authenticated_since,
        Phase::resumed};
    return form.get("decision") == "allow" ? allow(going) : refuse(going);
}

}  // namespace gatehouse::idp
