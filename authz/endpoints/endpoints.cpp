#include "authz/endpoints/endpoints.hpp"

#include "authz/endpoints/handlers.hpp"
#include "authz/pages/auditor.hpp"
#include "authz/pages/visitor.hpp"
#include "authz/pages/welcome.hpp"

namespace gatehouse::authz {
namespace {

void add_sign_in(http::Router& router, const SignInDesk& desk) {
    http::RouteOptions options;
    options.rate = {120, Seconds{60}};
    router.add(http::Method::get, "/sign-in", options, [&desk](const http::Request& request) { return begin_sign_in(desk, request); });
    router.add(http::Method::get, "/callback", options, [&desk](const http::Request& request) { return finish_sign_in(desk, request); });
    router.add(http::Method::post, "/logout", options, [&desk](const http::Request& request) { return sign_out(desk, request); });
}

void add_texts(http::Router& router, const Deps& deps) {
    router.add(http::Method::get, "/help", {},
               [&deps](const http::Request& request) { return show_text(deps, request, "authz_help.html", "Help"); });
    router.add(http::Method::get, "/privacy", {},
               [&deps](const http::Request& request) { return show_text(deps, request, "authz_privacy.html", "Privacy statement"); });
    router.add(http::Method::get, "/accessibility", {},
               [&deps](const http::Request& request) { return show_text(deps, request, "authz_accessibility.html", "Accessibility"); });
}

void add_health(http::Router& router, const Deps& deps) {
    http::RouteOptions options;
    options.rendering = http::Rendering::problem_json;
    router.add(http::Method::get, "/health/ready", options, [&deps](const http::Request&) { return health_ready(deps); });
    options.work = http::Work::inline_;
    router.add(http::Method::get, "/health/live", options,
               [](const http::Request&) -> Result<http::Response> { return http::Response::json(R"({"status":"live"})"); });
}

void add_audit(http::Router& router, const Deps& deps) {
    router.add(http::Method::get, "/audit", {}, for_person(deps, show_audit));
    http::RouteOptions heavy;
    heavy.rate = {30, Seconds{60}};
    router.add(http::Method::get, "/audit.csv", heavy, for_person(deps, export_audit));
}

}  // namespace

void add_endpoints(http::Router& router, const SignInDesk& desk) {
    const Deps& deps = desk.deps;
    router.add(http::Method::get, "/", {}, [&deps](const http::Request& request) { return show_welcome(deps, request); });
    add_sign_in(router, desk);
    add_texts(router, deps);
    add_health(router, deps);
    add_audit(router, deps);
}

}  // namespace gatehouse::authz
