#include "idp/endpoints/protocol_routes.hpp"

#include "idp/endpoints/protocol_endpoints.hpp"

#include <memory>

namespace gatehouse::idp {

namespace {

using Endpoint = Result<http::Response> (*)(const Protocol&, const http::Request&);

class Adder {
public:
    Adder(http::Router& router, std::shared_ptr<const Protocol> protocol) : router_(router), protocol_(std::move(protocol)) {}
    void add(http::Method method, std::string path, http::Rendering rendering, Endpoint endpoint) {
        // Services ask often and from few addresses; a browser does neither.
        const http::Rate rate{rendering == http::Rendering::oauth_json ? 6000 : 600, Seconds(60)};
        router_.add(method, std::move(path),
                    {.rendering = rendering, .work = http::Work::work, .caller = http::Caller::anyone, .max_body = 64 * 1024, .rate = rate},
                    [protocol = protocol_, endpoint](const http::Request& request) { return endpoint(*protocol, request); });
    }
    void add_document(std::string path, const std::string& document) {
        router_.add(http::Method::get, std::move(path),
                    {.rendering = http::Rendering::oauth_json,
                     .work = http::Work::inline_,
                     .caller = http::Caller::anyone,
                     .max_body = 1024,
                     .rate = {6000, Seconds(60)}},
                    [document](const http::Request& request) -> Result<http::Response> { return show_discovery(request, document); });
    }

private:
    http::Router& router_;
    std::shared_ptr<const Protocol> protocol_;
};

}  // namespace

void add_protocol_routes(http::Router& router, const Deps& deps) {
    using enum http::Method;
    using enum http::Rendering;
    Adder routes(router, std::make_shared<const Protocol>(deps));
    const std::string document = discovery_document(deps.settings);
    routes.add_document("/.well-known/openid-configuration", document);
    routes.add_document("/.well-known/oauth-authorization-server", document);
    routes.add(get, "/jwks", oauth_json, show_jwks);
    routes.add(get, "/authorize", redirect, authorize);
    routes.add(post, "/authorize", redirect, authorize_by_post);
    routes.add(get, "/authorize/resume", redirect, resume);
    routes.add(get, "/authorize/consent", page, show_consent);
    routes.add(post, "/authorize/consent", page, post_consent);
    routes.add(post, "/token", oauth_json, token);
    routes.add(get, "/userinfo", oauth_json, userinfo);
    routes.add(post, "/userinfo", oauth_json, userinfo);
    routes.add(get, "/logout", redirect, logout);
    routes.add(post, "/logout", redirect, logout_by_post);
    routes.add(post, "/logout/confirm", page, confirm_logout);
}

}  // namespace gatehouse::idp
