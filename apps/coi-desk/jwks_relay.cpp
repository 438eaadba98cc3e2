// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/jwks_relay.hpp"

#include "apps/coi-desk/fenced.hpp"
#include "base/json.hpp"

#include <boost/json/object.hpp>

#include <thread>

namespace gatehouse::desk {

struct JwksRelay::Impl {
    oidc::Provider& provider;
    Fenced<httplib::Server> server;
    std::thread thread;
    int port = 0;

    void answer(httplib::Response& response);
};

// "" asks for what is cached: whoever checks a token has asked for its key before.
void JwksRelay::Impl::answer(httplib::Response& response) {
    const auto keys = provider.keys_for("");
    response.status = keys ? 200 : 503;
    if (keys) response.set_content(json::dump((*keys)->public_jwks()), "application/json");
}

JwksRelay::JwksRelay(oidc::Provider& provider) : impl_(new Impl{provider, {}, {}, 0}) {
    impl_->server.fence(2);
    impl_->server.Get("/jwks", [impl = impl_.get()](const httplib::Request&, httplib::Response& response) { impl->answer(response); });
}

JwksRelay::~JwksRelay() {
    stop();
}

Result<void> JwksRelay::start() {
    impl_->port = impl_->server.bind_to_any_port("127.0.0.1");
    if (impl_->port <= 0) return fail(ErrorCode::unavailable, "No loopback port is free for the key relay.");
    impl_->server.deepen_backlog();
    impl_->thread = std::thread([impl = impl_.get()] { impl->server.listen_after_bind(); });
    return {};
}

std::string JwksRelay::url() const {
    return "http://127.0.0.1:" + std::to_string(impl_->port) + "/jwks";
}

void JwksRelay::stop() {
    impl_->server.stop();
    if (impl_->thread.joinable()) impl_->thread.join();
}

}  // namespace gatehouse::desk
