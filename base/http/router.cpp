#include "base/http/router.hpp"

#include "base/http/error_rendering.hpp"
#include "base/http/rate_limiter.hpp"
#include "base/http/route_table.hpp"

#include <chrono>
#include <exception>

namespace gatehouse::http {

namespace {

constexpr int default_count = 600;

// A method that the path does not know is answered at once.
const RouteOptions& for_refusals() {
    static const RouteOptions options{
        .rendering = Rendering::page, .work = Work::inline_, .caller = Caller::anyone, .max_body = 64 * 1024, .rate = {}};
    return options;
}

Error too_many(Seconds wait) {
    Error error{
        ErrorCode::too_many_requests, "There were too many requests from your network. Please wait a little and try again.", {}, {}, wait};
    return error;
}

bool changes_state(Method method) {
    return method != Method::get && method != Method::head && method != Method::options;
}

// Invariant 16: developer tools answer this machine only, and only pages of our own may call them.
Result<void> check_caller(const Request& request, Caller caller) {
    if (caller == Caller::anyone) return {};
    const auto origins = request.headers.all("Origin");
    const bool ours = origins.empty() ? !changes_state(request.method) : origins.size() == 1 && origins.front() == request.origin();
    if (request.peer_is_loopback && ours) return {};
    return fail(ErrorCode::forbidden, "This page answers only on the machine it runs on.");
}

// An error page of last resort: without layout, but never without an answer.
Response plain(const Error& error) {
    const Error safe = shown(error);
    return Response::text(safe.message + "\n", describe(safe.code).status);
}

}  // namespace

struct Router::Impl {
    const Clock& clock;
    Log& log;
    ErrorPage error_page;
    RouteTable table;
    mutable RateLimiter limiter;

    struct Outcome {
        Response response;
        std::string_view pattern = "-";
        std::string cause;  // of an error, for the log
    };

    Response render(const Request& request, const Error& error, Rendering rendering) const;
    Response page(const Request& request, const Error& error) const;
    Result<void> admit(const Request& request, const Route& route) const;
    Result<Response> call(const Request& request, const Route& route) const;
    Outcome answer(Request& request) const;
    Outcome refuse_method(const Request& request, const RoutePlace& place) const;
    void finish(const Request& request, Outcome& outcome, std::chrono::steady_clock::time_point begun) const;
};

Response Router::Impl::page(const Request& request, const Error& error) const {
    try {
        Response response = error_page ? error_page(request, shown(error)) : plain(error);
        add_retry_after(response, error);
        return response;
    } catch (const std::exception& broken) {
        log.error("error_page_failed", {{"request", request.id}, {"detail", broken.what()}});
        return plain(error);
    }
}

Response Router::Impl::render(const Request& request, const Error& error, Rendering rendering) const {
    switch (rendering) {
        case Rendering::oauth_json:
            return oauth_response(error);
        case Rendering::problem_json:
            return problem_response(error, request);
        // A handler that may redirect does so itself; what reaches this point must not be sent to a client (RFC 6749 section 4.1.2.1).
        case Rendering::redirect:
        case Rendering::page:
            break;
    }
    return page(request, error);
}

Result<void> Router::Impl::admit(const Request& request, const Route& route) const {
    const Rate& rate = route.options.rate;
    if (rate.count >= 0) {
        const int most = rate.count == 0 ? default_count : rate.count;
        const Seconds wait = limiter.count(request.peer, route.number, most, rate.window, clock.now());
        if (wait.count() > 0) return std::unexpected(too_many(wait));
    }
    return check_caller(request, route.options.caller);
}

Result<Response> Router::Impl::call(const Request& request, const Route& route) const {
    try {
        TRY_VOID(admit(request, route));
        return route.handler(request);
    } catch (const std::exception& broken) {
        return fail(ErrorCode::internal, "", "", broken.what());
    } catch (...) {
        return fail(ErrorCode::internal, "", "", "an exception of unknown type");
    }
}

Router::Impl::Outcome Router::Impl::refuse_method(const Request& request, const RoutePlace& place) const {
    const Error error{ErrorCode::method_not_allowed, "This address does not answer that kind of request.", {}, {}, {}};
    Outcome outcome{render(request, error, place.routes.front()->options.rendering), place.pattern, {}};
    outcome.response.headers.set("Allow", place.allow());
    return outcome;
}

Router::Impl::Outcome Router::Impl::answer(Request& request) const {
    const RoutePlace* place = table.find(request.path, request.path_parameters);
    if (place == nullptr) {
        return {page(request, {ErrorCode::not_found, "There is no such page. Please check the address.", {}, {}, {}}), "-", {}};
    }
    const Route* route = place->find(request.method);
    if (route == nullptr) return refuse_method(request, *place);
    auto result = call(request, *route);
    if (result) return {std::move(*result), place->pattern, {}};
    const Error& error = result.error();
    std::string cause = std::string(describe(error.code).wire) + (error.field.empty() ? "" : " " + error.field) +
                        (error.detail.empty() ? "" : ": " + error.detail);
    return {render(request, error, route->options.rendering), place->pattern, std::move(cause)};
}

void Router::Impl::finish(const Request& request, Outcome& outcome, std::chrono::steady_clock::time_point begun) const {
    Response& response = outcome.response;
    add_security_headers(response, request.authority);
    if (!response.headers.get("X-Request-Id")) response.headers.set("X-Request-Id", request.id);
    if (request.method == Method::head) {
        response.headers.set("Content-Length", std::to_string(response.body.size()));
        response.body.clear();
    }
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun).count();
    const LogLevel level = response.status >= 500 ? LogLevel::error : LogLevel::info;
    // The pattern, not the path: a path may carry a link's proof.
    log.write(level, "request",
              {{"request", request.id},
               {"method", std::string(name(request.method))},
               {"route", std::string(outcome.pattern)},
               {"status", std::int64_t{response.status}},
               {"micros", std::int64_t{took}},
               {"peer", request.peer},
               {"error", outcome.cause}});
}

Router::Router(const Clock& clock, Log& log, ErrorPage error_page) : impl_(new Impl{clock, log, std::move(error_page), {}, {}}) {}

Router::~Router() = default;

void Router::add(Method method, std::string pattern, RouteOptions options, Handler handler) {
    impl_->table.add({method, std::move(pattern), options, std::move(handler), 0});
}

const RouteOptions* Router::options(Method method, std::string_view path) const {
    const RoutePlace* place = impl_->table.find(path);
    if (place == nullptr) return nullptr;
    const Route* route = place->find(method);
    return route == nullptr ? &for_refusals() : &route->options;
}

Response Router::dispatch(Request request) const {
    const auto begun = std::chrono::steady_clock::now();
    Impl::Outcome outcome = impl_->answer(request);
    impl_->finish(request, outcome, begun);
    return std::move(outcome.response);
}

Response Router::refuse(const Request& request, const Error& error) const {
    const auto begun = std::chrono::steady_clock::now();
    const RoutePlace* place = impl_->table.find(request.path);
    const Rendering rendering = place == nullptr ? Rendering::page : place->routes.front()->options.rendering;
    Impl::Outcome outcome{impl_->render(request, error, rendering), place == nullptr ? "-" : std::string_view(place->pattern),
                          std::string(describe(error.code).wire)};
    impl_->finish(request, outcome, begun);
    return std::move(outcome.response);
}

}  // namespace gatehouse::http
