#include "idp/endpoints/authorize_steps.hpp"

#include "base/text/catalogue.hpp"
#include "idp/store/clients.hpp"
#include "idp/store/codes.hpp"

namespace gatehouse::idp {

namespace {

// ui_locales speaks only where the person has not chosen a language here.
std::string language_wanted(const Going& going) {
    if (going.http.cookie("__Host-gh-lang")) return {};
    for (const auto& tag : Scope(going.request.ui_locales).words()) {
        const std::string code = tag.substr(0, tag.find('-'));
        if (text::is_language(code)) return "&lang=" + code;
    }
    return {};
}

Result<RequestId> store(const Going& going) {
    if (!going.waiting.empty()) return going.waiting;
    const Deps& deps = going.protocol.deps;
    return deps.db.transact([&](sql::Tx& tx) -> Result<RequestId> {
        return insert_authorization_request(tx, going.request, going.visitor.browser, deps.around.random, deps.now());
    });
}

Result<http::Response> send_to(const Going& going, std::string_view page) {
    TRY(const auto id, store(going));
    http::Response response = http::Response::redirect(carrying(page, id) + language_wanted(going));
    keep_visitor(going.protocol.deps, going.visitor, response);
    return response;
}

Result<Scope> consented(const Going& going) {
    if (!going.visitor.account || going.client.party == Party::first_party) return Scope();
    return going.protocol.deps.db.read(
        [&](sql::ReadTx& tx) -> Result<Scope> { return consented_scope(tx, going.visitor.account->id, going.client.client_id); });
}

Code code_of(const Going& going) {
    const Session& session = *going.visitor.session;
    Code code;
    code.client_id = going.client.client_id;
    code.account = session.account;
    code.session = session.id;
    code.redirect_uri = going.request.redirect_uri;
    code.code_challenge = going.request.code_challenge;
    code.nonce = going.request.nonce;
    code.scope = going.request.scope.str();
    code.resource = going.request.resource;
    code.auth_time = session.authenticated_at;
    code.acr = session.acr;
    code.amr = session.amr;
    return code;
}

}  // namespace

ReturnAddress return_address(const Going& going) {
    return {going.request.redirect_uri, going.request.state, going.protocol.deps.settings.issuer};
}

Result<http::Response> issue_code(const Going& going) {
    const Deps& deps = going.protocol.deps;
    TRY(const Secret code, deps.db.transact([&](sql::Tx& tx) -> Result<Secret> {
        const Instant now = deps.now();
        if (!going.waiting.empty() && !use_authorization_request(tx, going.waiting, going.visitor.browser, now))
            return fail(ErrorCode::gone, "This sign-in was finished before. Please go back to the application and start again.");
        touch_session(tx, *going.visitor.session, now);
        return insert_code(tx, code_of(going), deps.around.random, now);
    }));
    return redirect_code(return_address(going), code);
}

Result<http::Response> go_on(const Going& going) {
    TRY(auto allowed, consented(going));
    const std::optional<Session> session = going.visitor.account ? going.visitor.session : std::nullopt;
    const auto step = next_step({going.request, going.client, session, going.authenticated_since, std::move(allowed), going.phase});
    if (!step) return redirect_error(return_address(going), step.error());
    switch (*step) {
        case Step::create_account:
            return send_to(going, "/register");
        case Step::sign_in:
            return send_to(going, "/login");
        case Step::consent:
            return send_to(going, "/authorize/consent");
        case Step::issue:
            break;
    }
    return issue_code(going);
}

Result<Waiting> read_waiting(const Protocol& protocol, const Visitor& visitor, std::string_view id) {
    return protocol.deps.db.read([&](sql::ReadTx& tx) -> Result<Waiting> {
        auto stored = find_authorization_request(tx, RequestId(std::string(id)), visitor.browser, protocol.deps.now());
        auto client = stored ? find_client(tx, stored->request.client_id) : std::nullopt;
        if (!client)
            return fail(
                ErrorCode::gone,
                "The page you came from has waited too long, or was opened in another browser. Please go back to the application and "
                "start again.");
        return Waiting{*std::move(stored), *std::move(client)};
    });
}

http::Response refused_page(const Asked& asked, const Error& error) {
    constexpr const char* template_name = "idp_refused.html";
    html::Page page = make_page(asked, template_name, asked.say(template_name, "The application cannot be opened"));
    page.width = html::Page::Width::narrow;
    page.values.set("SENTENCE", asked.say(template_name, error.message));
    page.values.set("PARAMETER", error.field);
    page.values.set("VALUE", std::string_view(error.detail).substr(0, 500));
    page.values.show_if(!error.detail.empty(), "RECEIVED");
    page.values.set("HELPDESK", asked.deps.settings.contact.helpdesk);
    return html::render(asked.deps.templates, std::move(page), describe(error.code).status);
}

Result<void> refuse_head(const http::Request& request) {
    if (request.method != http::Method::head) return {};
    return fail(ErrorCode::method_not_allowed, "This address does not answer that kind of request.");
}

}  // namespace gatehouse::idp
