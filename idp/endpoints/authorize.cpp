// /authorize (OpenID Connect Core 3.1.2). What is wrong before client and redirect_uri are known is shown here; everything
// after that is told to the application.
#include "idp/authorize/checks.hpp"
#include "idp/endpoints/authorize_steps.hpp"
#include "idp/endpoints/protocol_endpoints.hpp"
#include "idp/store/clients.hpp"

namespace gatehouse::idp {

namespace {

Result<Client> client_of(const Protocol& protocol, const http::Parameters& parameters) {
    const auto ids = parameters.all("client_id");
    if (ids.size() != 1)
        return fail(ErrorCode::invalid_request, "The application did not say, exactly once, who it is.", "client_id",
                    std::to_string(ids.size()) + " × client_id");
    TRY(auto client, protocol.deps.db.read([&](sql::ReadTx& tx) -> Result<std::optional<Client>> { return find_client(tx, ids.front()); }));
    if (!client) return fail(ErrorCode::invalid_request, "The application is not registered here.", "client_id", std::string(ids.front()));
    return *std::move(client);
}

struct Known {
    Client client;
    std::string redirect_uri;
};

Result<Known> who_asks(const Protocol& protocol, const http::Parameters& parameters) {
    TRY(auto client, client_of(protocol, parameters));
    TRY(auto redirect_uri, check_redirect_uri(parameters, client));
    return Known{std::move(client), std::move(redirect_uri)};
}

// A state that came twice is not repeated to anybody.
std::string state_of(const http::Parameters& parameters) {
    const auto states = parameters.all("state");
    return states.size() == 1 ? std::string(states.front()) : std::string();
}

}  // namespace

Result<http::Response> authorize(const Protocol& protocol, const http::Request& http) {
    TRY_VOID(refuse_head(http));
    TRY(const auto visitor, visitor_of(protocol.deps, http));
    const auto known = who_asks(protocol, http.query);
    if (!known) {
        if (known.error().field.empty()) return std::unexpected(known.error());
        return refused_page({protocol.deps, http, visitor}, known.error());
    }
    TRY(const auto own_keys, protocol.keys.published());
    AuthorizationRequest request;
    request.client_id = known->client.client_id;
    request.redirect_uri = known->redirect_uri;
    Checking checking{http.query, known->client, protocol.deps.settings.issuer, own_keys, request};
    if (const auto checked = run_checks(checking); !checked) {
        const std::string state = state_of(http.query);
        return redirect_error({request.redirect_uri, state, protocol.deps.settings.issuer}, checked.error());
    }
    const auto since = request.authenticated_since(protocol.deps.now());
    return go_on({protocol, http, visitor, request, known->client, {}, since, Phase::arrived});
}

// Another site's form carries no cookie of ours here (SameSite=Lax); sent on as GET, the same request does.
Result<http::Response> authorize_by_post(const Protocol&, const http::Request& http) {
    constexpr std::size_t longest = 8000;
    TRY(const auto form, http.form());
    std::string target = "/authorize?" + form.encode();
    if (target.size() > longest) return fail(ErrorCode::too_large, "The application's request is too long.");
    return http::Response::redirect(std::move(target));
}

Result<http::Response> resume(const Protocol& protocol, const http::Request& http) {
    TRY_VOID(refuse_head(http));
    TRY(const auto visitor, visitor_of(protocol.deps, http));
    TRY(const auto waiting, read_waiting(protocol, visitor, http.query.get("request")));
    return go_on({protocol, http, visitor, waiting.stored.request, waiting.client, waiting.stored.id, waiting.stored.authenticated_since,
                  Phase::resumed});
}

}  // namespace gatehouse::idp
