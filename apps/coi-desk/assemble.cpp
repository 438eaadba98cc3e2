// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/assemble.hpp"

#include "apps/coi-desk/desk_page.hpp"
#include "apps/coi-desk/desk_server.hpp"
#include "apps/coi-desk/home.hpp"
#include "apps/coi-desk/jwks_relay.hpp"
#include "apps/coi-desk/sign_in.hpp"
#include "base/http/static_files.hpp"

#include <exception>
#include <optional>

namespace gatehouse::desk {

// In the order of need: each member uses only earlier ones.
struct Program::Impl {
    Settings settings;
    Surroundings around;
    std::shared_ptr<http::Client> client;
    crypto::Seal seal;
    text::Catalogue catalogue;
    html::Templates templates;
    http::SessionCookie cookie;
    oidc::TransactionCookie transaction;
    oidc::Provider provider;
    oidc::RelyingParty party;
    JwksRelay relay;
    std::optional<TokenCheck> tokens;
    std::optional<Deps> deps;
    http::Router router;
    std::optional<DeskServer> server;

    Impl(Settings given, Surroundings with, std::shared_ptr<http::Client> calls);
    Result<void> connect();
};

Program::Impl::Impl(Settings given, Surroundings with, std::shared_ptr<http::Client> calls)
    : settings(std::move(given)),
      around(with),
      client(std::move(calls)),
      seal(settings.seal_key, around.random),
      catalogue(settings.catalogues),
      templates(settings.web + "/templates", catalogue),
      cookie(seal, settings.cookie, "coi-desk/session/v1"),
      transaction(seal, settings.cookie + "-signin", "coi-desk/sign-in/v1"),
      provider(settings.issuer, *client, around.clock),
      party(provider, {.client_id = settings.client_id, .secret = settings.client_secret}, *client, around),
      relay(provider),
      router(around.clock, around.log,
             [this](const http::Request& request, const Error& error) { return error_page(*deps, request, error); }) {}

Result<void> Program::Impl::connect() {
    TRY_VOID(relay.start());
    tokens.emplace(provider, relay.url(), settings.base_url);
    deps.emplace(Deps{settings, around, *client, party, *tokens, templates, cookie, transaction});
    add_sign_in_routes(router, *deps);
    add_page_routes(router, *deps);
    http::add_static_files(router, settings.web);
    const http::RouteOptions health{.rendering = http::Rendering::problem_json, .work = http::Work::inline_, .rate = {-1, Seconds{60}}};
    router.add(http::Method::get, "/health/ready", health,
               [](const http::Request&) -> Result<http::Response> { return http::Response::json(R"({"status":"ready"})"); });
    server.emplace(settings, router, around);
    return {};
}

Program::Program(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Program::~Program() {
    stop();
}

Result<void> Program::start() {
    return impl_->server->start();
}

void Program::stop() {
    impl_->server->stop();
    impl_->relay.stop();
}

std::uint16_t Program::port() const {
    return impl_->server->port();
}

Result<std::unique_ptr<Program>> assemble(Settings settings, Surroundings around, std::shared_ptr<http::Client> client) {
    // The operator named these addresses, so private ones are allowed.
    if (!client) client = http::make_client({.ca_file = settings.ca_file, .guard = http::Guard::relaxed});
    try {
        auto impl = std::make_unique<Program::Impl>(std::move(settings), around, std::move(client));
        TRY_VOID(impl->connect());
        return std::make_unique<Program>(std::move(impl));
    } catch (const std::exception& problem) {
        return fail(ErrorCode::bad_input, problem.what());
    }
}

}  // namespace gatehouse::desk
