#include "base/http/rate_limiter.hpp"
#include "base/http/router.hpp"
#include "base/http/static_files.hpp"
#include "base/json.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace gatehouse::tests {

namespace {

using http::Method;
using http::Request;
using http::Response;

struct Routed {
    ManualClock clock{from_seconds(1'795'000'000)};
    Log log{"tests", LogLevel::error, "/dev/null"};
    http::Router router{clock, log, [](const Request&, const Error& error) {
                            return Response::html("page: " + error.message, describe(error.code).status);
                        }};

    static Request request(Method method, std::string path) {
        Request made;
        made.method = method;
        made.path = std::move(path);
        made.authority = "gatehouse.example";
        made.peer = "192.0.2.1";
        made.id = "request-id";
        return made;
    }
    Response get(std::string path) { return router.dispatch(request(Method::get, std::move(path))); }
    void say(const std::string& pattern, const std::string& text, http::RouteOptions options = {}) {
        router.add(Method::get, pattern, options, [text](const Request& request) -> Result<Response> {
            std::string all = text;
            for (const auto& [name, value] : request.path_parameters) all += " " + name + "=" + value;
            return Response::text(all);
        });
    }
    void failing(const std::string& path, http::Rendering rendering, Error error) {
        http::RouteOptions options;
        options.rendering = rendering;
        router.add(Method::get, path, options, [error](const Request&) -> Result<Response> { return std::unexpected(error); });
    }
};

std::string header(const Response& response, std::string_view name) {
    return std::string(response.headers.get(name).value_or(""));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_router)

BOOST_FIXTURE_TEST_CASE(the_most_precise_pattern_wins, Routed) {
    say("/static/{path...}", "rest");
    say("/{kind}/{id}", "two");
    say("/requests/{id}", "request");
    say("/requests/new", "new");
    BOOST_TEST(get("/requests/new").body == "new");
    BOOST_TEST(get("/requests/7").body == "request id=7");
    BOOST_TEST(get("/posts/7").body == "two id=7 kind=posts");
    BOOST_TEST(get("/static/css/a/b.css").body == "rest path=css/a/b.css");
    for (const char* path : {"/requests/", "/requests", "/requests/7/8", "/", "", "/static/"}) BOOST_TEST(get(path).status == 404, path);
}

BOOST_FIXTURE_TEST_CASE(a_route_declared_twice_is_a_programming_error, Routed) {
    say("/a", "1");
    BOOST_CHECK_THROW(say("/a", "2"), std::logic_error);
    BOOST_CHECK_THROW(say("a", "2"), std::logic_error);
}

BOOST_FIXTURE_TEST_CASE(head_is_get_without_the_body, Routed) {
    say("/a", "hello");
    const Response response = router.dispatch(request(Method::head, "/a"));
    BOOST_TEST(response.status == 200);
    BOOST_TEST(response.body == "");
    BOOST_TEST(header(response, "Content-Length") == "5");
}

BOOST_FIXTURE_TEST_CASE(a_wrong_method_is_told_the_right_ones, Routed) {
    say("/a", "hello");
    router.add(Method::post, "/a", {}, [](const Request&) -> Result<Response> { return Response::text(""); });
    const Response response = router.dispatch(request(Method::put, "/a"));
    BOOST_TEST(response.status == 405);
    BOOST_TEST(header(response, "Allow") == "GET, HEAD, POST");
    BOOST_TEST(router.options(Method::put, "/a") != nullptr);
    BOOST_TEST(router.options(Method::get, "/b") == nullptr);
}

BOOST_FIXTURE_TEST_CASE(errors_are_rendered_as_the_route_declares, Routed) {
    const Error wrong{ErrorCode::invalid_grant, "The code was \"used\".", "code", "the log only", {}};
    failing("/token", http::Rendering::oauth_json, wrong);
    failing("/api", http::Rendering::problem_json, wrong);
    failing("/page", http::Rendering::page, wrong);
    const Response oauth = get("/token");
    BOOST_TEST(oauth.status == describe(ErrorCode::invalid_grant).status);
    BOOST_TEST(oauth.body == R"({"error":"invalid_grant","error_description":"The code was 'used'."})");
    BOOST_TEST(header(oauth, "Cache-Control") == "no-store");
    const Response problem = get("/api");
    BOOST_TEST(header(problem, "Content-Type") == "application/problem+json");
    const auto body = json::parse(problem.body);
    BOOST_REQUIRE(body.has_value());
    BOOST_TEST(body->at("error").get_string() == "invalid_grant");
    BOOST_TEST(body->at("request_id").get_string() == "request-id");
    BOOST_TEST(get("/page").body == "page: The code was \"used\".");
    for (const char* path : {"/token", "/api", "/page"}) BOOST_TEST(get(path).body.find("the log only") == std::string::npos, path);
}

BOOST_FIXTURE_TEST_CASE(a_bearer_challenge_says_what_is_wrong, Routed) {
    failing("/invalid", http::Rendering::problem_json, {ErrorCode::invalid_token, "It has ended.", {}, {}, {}});
    failing("/none", http::Rendering::problem_json, {ErrorCode::unauthenticated, "Send a token.", {}, {}, {}});
    failing("/client", http::Rendering::oauth_json, {ErrorCode::invalid_client, "No.", {}, {}, {}});
    BOOST_TEST(header(get("/invalid"), "WWW-Authenticate") ==
               R"(Bearer realm="gatehouse", error="invalid_token", error_description="It has ended.")");
    BOOST_TEST(header(get("/none"), "WWW-Authenticate") == R"(Bearer realm="gatehouse")");
    BOOST_TEST(header(get("/client"), "WWW-Authenticate").starts_with("Basic "));
}

BOOST_FIXTURE_TEST_CASE(an_exception_becomes_500_and_its_text_stays_inside, Routed) {
    router.add(Method::get, "/throws", {}, [](const Request&) -> Result<Response> { throw std::runtime_error("secret text"); });
    router.add(Method::get, "/odd", {}, [](const Request&) -> Result<Response> { throw 7; });
    for (const char* path : {"/throws", "/odd"}) {
        const Response response = get(path);
        BOOST_TEST(response.status == 500);
        BOOST_TEST(response.body.find("secret") == std::string::npos);
    }
}

BOOST_FIXTURE_TEST_CASE(an_error_page_that_fails_still_gives_an_answer, Routed) {
    http::Router broken(clock, log, [](const Request&, const Error&) -> Response { throw std::runtime_error("no layout"); });
    const Response response = broken.dispatch(request(Method::get, "/nowhere"));
    BOOST_TEST(response.status == 404);
    BOOST_TEST(!response.body.empty());
}

BOOST_FIXTURE_TEST_CASE(every_answer_has_the_security_headers, Routed) {
    say("/a", "hello");
    for (const char* path : {"/a", "/nowhere"}) {
        const Response response = get(path);
        const std::string policy = header(response, "Content-Security-Policy");
        BOOST_TEST(policy.find("default-src 'none'") != std::string::npos);
        BOOST_TEST(policy.find("frame-ancestors 'none'") != std::string::npos);
        BOOST_TEST(policy.find("form-action 'self'") != std::string::npos);
        BOOST_TEST(header(response, "Referrer-Policy") == "same-origin");
        BOOST_TEST(header(response, "Strict-Transport-Security") == "max-age=31536000");
        BOOST_TEST(header(response, "X-Request-Id") == "request-id");
    }
    Request local = request(Method::get, "/a");
    local.authority = "localhost:8443";
    BOOST_TEST(header(router.dispatch(local), "Strict-Transport-Security") == "");
}

BOOST_FIXTURE_TEST_CASE(a_handler_may_widen_one_directive_and_keep_its_own_header, Routed) {
    router.add(Method::get, "/a", {}, [](const Request&) -> Result<Response> {
        Response response = Response::text("");
        response.headers.add("Content-Security-Policy", "form-action https://client.example; img-src 'self' data:");
        response.headers.add("Referrer-Policy", "no-referrer");
        return response;
    });
    const Response response = get("/a");
    const std::string policy = header(response, "Content-Security-Policy");
    BOOST_TEST(policy.find("form-action 'self' https://client.example") != std::string::npos);
    BOOST_TEST(policy.find("img-src 'self' data:") != std::string::npos);
    BOOST_TEST(policy.find("default-src 'none'") != std::string::npos);
    BOOST_TEST(header(response, "Referrer-Policy") == "no-referrer");
}

BOOST_FIXTURE_TEST_CASE(a_developers_page_answers_this_machine_and_our_origin_only, Routed) {
    http::RouteOptions options;
    options.caller = http::Caller::loopback_only;
    say("/dev", "mails", options);
    router.add(Method::post, "/dev", options, [](const Request&) -> Result<Response> { return Response::text("done"); });
    const auto status = [&](Method method, bool loopback, const char* origin) {
        Request made = request(method, "/dev");
        made.peer_is_loopback = loopback;
        if (*origin != '\0') made.headers.add("Origin", origin);
        return router.dispatch(made).status;
    };
    BOOST_TEST(status(Method::get, true, "") == 200);
    BOOST_TEST(status(Method::get, false, "") == 403);
    BOOST_TEST(status(Method::get, true, "https://evil.example") == 403);
    BOOST_TEST(status(Method::post, true, "https://gatehouse.example") == 200);
    BOOST_TEST(status(Method::post, true, "http://gatehouse.example") == 403);
    BOOST_TEST(status(Method::post, true, "null") == 403);
    BOOST_TEST(status(Method::post, true, "") == 403);
    BOOST_TEST(status(Method::post, false, "https://gatehouse.example") == 403);
}

BOOST_FIXTURE_TEST_CASE(a_peer_that_calls_too_often_waits_for_the_next_window, Routed) {
    http::RouteOptions options;
    options.rate = {3, Seconds{60}};
    say("/a", "hello", options);
    say("/b", "hello", options);
    clock.set(from_seconds(1'795'000'040));
    for (int i = 0; i < 3; ++i) BOOST_TEST(get("/a").status == 200);
    const Response refused = get("/a");
    BOOST_TEST(refused.status == 429);
    BOOST_TEST(header(refused, "Retry-After") == "40");
    BOOST_TEST(get("/b").status == 200);
    Request other = request(Method::get, "/a");
    other.peer = "192.0.2.2";
    BOOST_TEST(router.dispatch(other).status == 200);
    clock.advance(Seconds{40});
    BOOST_TEST(get("/a").status == 200);
}

BOOST_AUTO_TEST_CASE(ipv6_is_counted_by_network_and_the_table_does_not_grow) {
    http::RateLimiter limiter;
    const Instant now = from_seconds(1'795'000'000);
    const auto allowed = [&](const std::string& peer) { return limiter.count(peer, 1, 1, Seconds{60}, now).count() == 0; };
    BOOST_TEST(allowed("2001:db8:1:2:3::1"));
    BOOST_TEST(!allowed("2001:db8:1:2:4::9"));
    BOOST_TEST(allowed("2001:db8:1:3:3::1"));
    for (int i = 0; i < 200'000; ++i) limiter.count("198.51.100." + std::to_string(i), 1, 1, Seconds{60}, now);
    BOOST_TEST(allowed("203.0.113.77"));
}

BOOST_FIXTURE_TEST_CASE(static_files_have_an_etag_and_their_version_may_be_kept, Routed) {
    TemporaryFolder web;
    std::filesystem::create_directories(web.path() / "css");
    std::ofstream(web.path() / "css/a.css") << "body{}";
    std::ofstream(web.path() / "css/a.css.map") << "{}";
    std::ofstream(web.path() / "secret.css") << "no";
    http::add_static_files(router, web.path());
    const Response first = get("/static/css/a.css");
    BOOST_TEST(first.status == 200);
    BOOST_TEST(first.body == "body{}");
    BOOST_TEST(header(first, "Content-Type") == "text/css; charset=utf-8");
    BOOST_TEST(header(first, "Cache-Control") == "no-cache");
    Request again = request(Method::get, "/static/css/a.css");
    again.headers.add("If-None-Match", header(first, "ETag"));
    BOOST_TEST(router.dispatch(again).status == 304);
    const Response pinned = get("/static/" + http::static_version(web.path()) + "/css/a.css");
    BOOST_TEST(header(pinned, "Cache-Control") == "public, max-age=31536000, immutable");
    for (const char* path :
         {"/static/css/a.css.map", "/static/secret.css", "/static/0123456789abcdef/css/a.css", "/static/css/../secret.css"}) {
        BOOST_TEST(get(path).status == 404, path);
    }
    BOOST_CHECK_THROW(http::add_static_files(router, "/nowhere"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace gatehouse::tests
