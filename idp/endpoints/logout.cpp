// OpenID Connect RP-Initiated Logout 1.0. An ID token of ours that names this very session is the person's own wish
// carried by the application; anything less asks first.
#include "idp/authorize/redirect_answer.hpp"
#include "idp/client_auth/client_uri.hpp"
#include "idp/endpoints/authorize_steps.hpp"
#include "idp/endpoints/protocol_endpoints.hpp"
#include "idp/factors/sign_out.hpp"
#include "idp/registration/read_fields.hpp"
#include "idp/store/clients.hpp"
#include "idp/tokens/id_token_hint.hpp"

#include <algorithm>

namespace gatehouse::idp {

namespace {

constexpr const char* template_name = "idp_logout.html";

struct Wish {
    std::optional<IdTokenHint> hint;
    std::string client_id;
    std::string post_logout_redirect_uri;  // checked; empty: none
    std::string state;
};

Result<void> check_address(const Protocol& protocol, const Wish& wish) {
    if (wish.post_logout_redirect_uri.empty()) return {};
    TRY(const auto client,
        protocol.deps.db.read([&](sql::ReadTx& tx) -> Result<std::optional<Client>> { return find_client(tx, wish.client_id); }));
    const bool registered = client && std::find(client->post_logout_redirect_uris.begin(), client->post_logout_redirect_uris.end(),
                                                wish.post_logout_redirect_uri) != client->post_logout_redirect_uris.end();
    if (registered) return {};
    return fail(ErrorCode::invalid_request, "The address that the application wants to send you back to is not registered for it.",
                "post_logout_redirect_uri", wish.post_logout_redirect_uri);
}

Result<Wish> read_wish(const Protocol& protocol, const http::Parameters& parameters) {
    Wish wish;
    TRY(const auto hint, parameters.once("id_token_hint"));
    TRY(const auto client_id, parameters.once("client_id"));
    TRY(const auto address, parameters.once("post_logout_redirect_uri"));
    TRY(const auto state, parameters.once("state"));
    wish.client_id = client_id.value_or("");
    wish.post_logout_redirect_uri = address.value_or("");
    wish.state = state.value_or("");
    if (hint && !hint->empty()) {
        TRY(const auto own_keys, protocol.keys.published());
        // A hint that does not hold is no hint: the person is asked.
        if (auto read = read_id_token_hint(*hint, own_keys, protocol.deps.settings.issuer)) wish.hint = *std::move(read);
    }
    if (wish.hint && !wish.client_id.empty() && wish.client_id != wish.hint->client_id)
        return fail(ErrorCode::invalid_request, "The application did not say truly who it is.", "client_id", wish.client_id);
    if (wish.hint) wish.client_id = wish.hint->client_id;
    TRY_VOID(check_address(protocol, wish));
    return wish;
}

http::Response leave_for(const Wish& wish) {
    if (wish.post_logout_redirect_uri.empty()) return http::Response::redirect("/signed-out");
    http::Parameters parameters;
    if (!wish.state.empty()) parameters.add("state", wish.state);
    return http::Response::redirect(with_parameters(wish.post_logout_redirect_uri, parameters));
}

Result<http::Response> end(const Protocol& protocol, const Session& session, const Wish& wish) {
    TRY_VOID(sign_out(protocol.deps, session));
    http::Response response = leave_for(wish);
    protocol.deps.cookie.clear(response);
    return response;
}

http::Response ask(const Asked& asked, const Wish& wish) {
    html::Page page = make_page(asked, template_name, asked.say(template_name, "Log out"));
    page.width = html::Page::Width::narrow;
    page.values.set("NAME", asked.visitor.account->display_name());
    page.values.set("CLIENT_ID", wish.client_id).set("ADDRESS", wish.post_logout_redirect_uri).set("STATE", wish.state);
    http::Response response = show(asked, std::move(page));
    if (!wish.post_logout_redirect_uri.empty())
        response.headers.set("Content-Security-Policy", "form-action " + origin_of(wish.post_logout_redirect_uri));
    return response;
}

}  // namespace

Result<http::Response> logout(const Protocol& protocol, const http::Request& http) {
    TRY_VOID(refuse_head(http));
    TRY(const auto visitor, visitor_of(protocol.deps, http));
    const auto wish = read_wish(protocol, http.query);
    if (!wish) {
        if (wish.error().detail.empty()) return std::unexpected(wish.error());
        return refused_page({protocol.deps, http, visitor}, wish.error());
    }
    if (!visitor.session || !visitor.account) return leave_for(*wish);
    if (wish->hint && wish->hint->sid == visitor.session->id.str()) return end(protocol, *visitor.session, *wish);
    return ask({protocol.deps, http, visitor}, *wish);
}

// As /authorize: sent on as GET, the request brings the cookie along.
Result<http::Response> logout_by_post(const Protocol&, const http::Request& http) {
    constexpr std::size_t longest = 8000;
    TRY(const auto form, http.form());
    std::string target = "/logout?" + form.encode();
    if (target.size() > longest) return fail(ErrorCode::too_large, "The application's request is too long.");
    return http::Response::redirect(std::move(target));
}

Result<http::Response> confirm_logout(const Protocol& protocol, const http::Request& http) {
    TRY(const auto visitor, visitor_of(protocol.deps, http));
    TRY(const auto form, checked_form(protocol.deps, http, visitor));
    TRY_VOID(only_these_fields(form, {"client_id", "post_logout_redirect_uri", "state"}));
    TRY(const auto wish, read_wish(protocol, form));
    if (!visitor.session) return leave_for(wish);
    return end(protocol, *visitor.session, wish);
}

}  // namespace gatehouse::idp
