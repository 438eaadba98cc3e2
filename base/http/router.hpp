// Routes are declared once, with who may call, how large, how often and how costly; one wrapper finds the route,
// enforces the declaration, calls the handler, maps errors by the route's rendering, sets the security headers,
// logs and times. Handlers are plain functions: parsed request in, Result<Response> out.
#pragma once

#include "base/clock.hpp"
#include "base/http/message.hpp"
#include "base/log.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gatehouse::http {

enum class Work { inline_, work, hash };  // I/O thread | pool that may wait | password pool
enum class Rendering { oauth_json, redirect, problem_json, page };
enum class Caller { anyone, loopback_only };  // loopback_only also needs exactly our Host and Origin

struct Rate {
    int count = 0;  // requests per peer address, route and window; 0: the router's default (600 a minute); -1: no limit
    Seconds window{60};
};

struct RouteOptions {
    Rendering rendering = Rendering::page;
    Work work = Work::work;
    Caller caller = Caller::anyone;
    std::size_t max_body = 64 * 1024;
    Rate rate{};
};

using Handler = std::function<Result<Response>(const Request&)>;

// Renders an error as the program's own page (language, layout); called for Rendering::page.
using ErrorPage = std::function<Response(const Request&, const Error&)>;

class Router {
public:
    Router(const Clock& clock, Log& log, ErrorPage error_page);
    ~Router();

    // pattern: "/login", "/requests/{id}", or "/static/{path...}" for the rest of the path. GET also answers HEAD
    // (body dropped). Throws std::logic_error on a duplicate.
    void add(Method method, std::string pattern, RouteOptions options, Handler handler);

    // What the server needs before the body is read: nullptr where no such path.
    const RouteOptions* options(Method method, std::string_view path) const;

    // Never throws: an exception in a handler becomes ErrorCode::internal, its text goes to the log only.
    Response dispatch(Request request) const;

    // An error found before the handler (body too large, queues full), rendered as the route declares; path may be unknown.
    Response refuse(const Request& request, const Error& error) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// The headers of every answer: CSP (default-src 'none'; script/style/img/font 'self'; frame-ancestors 'none';
// base-uri 'none'; form-action 'self' plus what a handler already put in its own CSP header), Referrer-Policy:
// same-origin, X-Content-Type-Options, Strict-Transport-Security, Cross-Origin-*, Permissions-Policy. Headers that the handler set stay.
void add_security_headers(Response& response);
void add_security_headers(Response& response, std::string_view authority);  // for "localhost" without Strict-Transport-Security

// RFC 9457 body for problem_json; {"error","error_description"} for oauth_json (RFC 6749 section 5.2).
Response problem_response(const Error& error, const Request& request);
Response oauth_response(const Error& error);

}  // namespace gatehouse::http
