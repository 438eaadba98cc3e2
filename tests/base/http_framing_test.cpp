#include "tests/base/raw_connection.hpp"
#include "tests/base/running_server.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

namespace gatehouse::tests {

namespace {

struct Echo : RunningServer {
    Echo() {
        const http::RouteOptions small{.rendering = http::Rendering::problem_json, .max_body = 100};
        router.add(http::Method::get, "/path/{rest...}", {}, [](const http::Request& request) -> Result<http::Response> {
            return http::Response::text(request.path + "|" + std::string(request.query.get("q")));
        });
        router.add(http::Method::get, "/headers", {}, [](const http::Request& request) -> Result<http::Response> {
            std::string all = request.peer + "\n" + request.origin() + "\n";
            for (const auto& [name, value] : request.headers.list()) all += name + "=" + value + "\n";
            return http::Response::text(all);
        });
        router.add(http::Method::post, "/echo", small,
                   [](const http::Request& request) -> Result<http::Response> { return http::Response::text(request.body); });
    }
    int status_of(const std::string& bytes) {
        RawConnection raw(port());
        raw.say(bytes);
        return raw.hear_status();
    }
    int status_of_target(const std::string& target) { return status_of(head("GET " + target)); }
};

struct Started : Echo {
    Started() { start(); }
};

std::string body_of(const std::string& answer) {
    return answer.substr(answer.find("\r\n\r\n") + 4);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_framing)

BOOST_FIXTURE_TEST_CASE(an_ordinary_request_is_answered, Started) {
    RawConnection raw(port());
    raw.say(head("GET /path/a%20b?q=x%2By"));
    const std::string answer = raw.hear();
    BOOST_TEST(answer.starts_with("HTTP/1.1 200 OK\r\n"));
    BOOST_TEST(body_of(answer) == "/path/a b|x+y");
    BOOST_TEST(answer.find("X-Content-Type-Options: nosniff") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(one_host_that_is_ours_is_needed, Started) {
    BOOST_TEST(status_of("GET /headers HTTP/1.1\r\n\r\n") == 400);
    BOOST_TEST(status_of("GET /headers HTTP/1.1\r\nHost: " + host() + "\r\nHost: " + host() + "\r\n\r\n") == 400);
    BOOST_TEST(status_of("GET /headers HTTP/1.1\r\nHost: evil.example\r\n\r\n") == 421);
    BOOST_TEST(status_of("GET /headers HTTP/1.1\r\nHost: localhost\r\n\r\n") == 421);
    BOOST_TEST(status_of("GET /headers HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port()) + "\r\n\r\n") == 200);
    BOOST_TEST(status_of("GET /headers HTTP/1.1\r\nHost: LOCALHOST:" + std::to_string(port()) + "\r\n\r\n") == 200);
}

BOOST_FIXTURE_TEST_CASE(a_body_has_one_length_only, Started) {
    BOOST_TEST(status_of(head("POST /echo", "Content-Length: 2\r\n") + "ok") == 200);
    BOOST_TEST(status_of(head("POST /echo", "Content-Length: 2\r\nContent-Length: 2\r\n") + "ok") == 400);
    BOOST_TEST(status_of(head("POST /echo", "Content-Length: 2\r\nContent-Length: 3\r\n") + "ok!") == 400);
    BOOST_TEST(status_of(head("POST /echo", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n") == 400);
    BOOST_TEST(status_of(head("POST /echo", "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n") + "0\r\n\r\n") == 400);
    BOOST_TEST(status_of(head("POST /echo", "Content-Length: +2\r\n") + "ok") == 400);
    BOOST_TEST(status_of(head("POST /echo", "Content-Length: 0x2\r\n") + "ok") == 400);
    BOOST_TEST(status_of(head("POST /echo", "Transfer-Encoding: gzip, chunked\r\n") + "0\r\n\r\n") == 501);
    BOOST_TEST(status_of(head("POST /echo", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n") >= 400);
    BOOST_TEST(status_of("POST /echo HTTP/1.0\r\nHost: " + host() + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400);
}

BOOST_FIXTURE_TEST_CASE(a_chunked_body_counts_against_the_routes_limit, Started) {
    BOOST_TEST(status_of(head("POST /echo", "Transfer-Encoding: chunked\r\n") + "2\r\nok\r\n0\r\n\r\n") == 200);
    const std::string chunk = "32\r\n" + std::string(50, 'x') + "\r\n";
    BOOST_TEST(status_of(head("POST /echo", "Transfer-Encoding: chunked\r\n") + chunk + chunk + "0\r\n\r\n") == 200);
    BOOST_TEST(status_of(head("POST /echo", "Transfer-Encoding: chunked\r\n") + chunk + chunk + "1\r\nx\r\n0\r\n\r\n") == 413);
    BOOST_TEST(status_of(head("POST /echo", "Transfer-Encoding: chunked\r\n") + "ffffffffffffffff\r\nx") >= 400);
}

BOOST_FIXTURE_TEST_CASE(an_oversized_body_is_refused_before_it_is_read, Started) {
    RawConnection raw(port());
    raw.say(head("POST /echo", "Content-Length: 101\r\n"));
    const std::string answer = raw.hear();
    BOOST_TEST(answer.starts_with("HTTP/1.1 413 "));
    BOOST_TEST(answer.find("application/problem+json") != std::string::npos);
    BOOST_TEST(answer.find("Connection: close") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(the_answer_to_an_oversized_body_arrives_though_the_peer_still_sends, Started) {
    RawConnection raw(port());
    raw.say(head("POST /echo", "Content-Length: 200000\r\n"));
    raw.say(std::string(200000, 'x'));
    BOOST_TEST(raw.hear_status() == 413);
}

BOOST_FIXTURE_TEST_CASE(pipelined_requests_are_answered_in_order, Started) {
    RawConnection raw(port());
    raw.say(head("GET /path/1") + head("POST /echo", "Content-Length: 3\r\n") + "two" + head("GET /path/3"));
    BOOST_TEST(body_of(raw.hear()) == "/path/1|");
    BOOST_TEST(body_of(raw.hear()) == "two");
    BOOST_TEST(body_of(raw.hear()) == "/path/3|");
}

BOOST_FIXTURE_TEST_CASE(an_unknown_method_is_501_and_a_wrong_one_405_with_allow, Started) {
    BOOST_TEST(status_of(head("BREW /echo")) == 501);
    BOOST_TEST(status_of(head("TRACE /echo")) == 501);
    RawConnection raw(port());
    raw.say(head("DELETE /echo"));
    const std::string answer = raw.hear();
    BOOST_TEST(answer.starts_with("HTTP/1.1 405 "));
    BOOST_TEST(answer.find("Allow: POST\r\n") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_path_that_two_readers_could_read_differently_is_refused, Started) {
    for (const char* target :
         {"/path/../headers", "/path/%2e%2e/headers", "/path/.", "/path/a%2Fb", "/path/a%5cb", "/path/a\\b", "/path/%00", "/path/%0d%0a",
          "/path/%zz", "/path/%", "/path/%ff", "/path/a?q=%ff", "/path/a?q=%0", "http://evil.example/headers", "*", "path"}) {
        BOOST_TEST(status_of_target(target) == 400, target);
    }
    BOOST_TEST(status_of_target("/path/..a/.b") == 200);
    BOOST_TEST(status_of_target("http://" + host() + "/headers") == 200);
}

BOOST_FIXTURE_TEST_CASE(headers_have_limits, Started) {
    std::string many;
    for (int i = 0; i < 101; ++i) many += "X-A: 1\r\n";
    BOOST_TEST(status_of(head("GET /headers", many)) == 431);
    BOOST_TEST(status_of(head("GET /headers", "X-A: " + std::string(17 * 1024, 'a') + "\r\n")) == 431);
    BOOST_TEST(status_of(head("GET /" + std::string(17 * 1024, 'a'))) == 431);
    BOOST_TEST(status_of(head("GET /headers", "X A: 1\r\n")) == 400);
    BOOST_TEST(status_of(head("GET /headers", std::string("X-A: a\0b\r\n", 10))) == 400);
}

BOOST_FIXTURE_TEST_CASE(what_is_not_http_is_refused, Started) {
    BOOST_TEST(status_of("\x16\x03\x01 hello\r\n\r\n") == 400);
    BOOST_TEST(status_of("GET  /headers HTTP/1.1\r\n\r\n") == 400);
    BOOST_TEST(status_of("GET /headers HTTP/2.0\r\nHost: " + host() + "\r\n\r\n") == 400);
    BOOST_TEST(status_of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == 400);
}

BOOST_FIXTURE_TEST_CASE(what_only_a_proxy_may_say_is_dropped, Started) {
    RawConnection raw(port());
    raw.say(head("GET /headers",
                 "X-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\nForwarded: for=9.9.9.9\r\n"
                 "Client-Cert: :AAAA:\r\nX-SSL-Client-Cert: x\r\nX-Remote-User: root\r\nX-Real-IP: 9.9.9.9\r\nX-Mine: kept\r\n"));
    const std::string body = body_of(raw.hear());
    BOOST_TEST(body.starts_with("127.0.0.1\nhttp://" + host() + "\n"));
    BOOST_TEST(body.find("9.9.9.9") == std::string::npos);
    BOOST_TEST(body.find("AAAA") == std::string::npos);
    BOOST_TEST(body.find("root") == std::string::npos);
    BOOST_TEST(body.find("X-Mine=kept") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_declared_proxy_is_believed_about_the_last_address, Echo) {
    start([](http::Listener& listener, http::ServerLimits&) { listener.trusted_proxies = {"127.0.0.1"}; });
    RawConnection raw(port());
    raw.say(head("GET /headers", "X-Forwarded-For: 1.2.3.4, 9.9.9.9\r\nX-Forwarded-Proto: https\r\n"));
    BOOST_TEST(body_of(raw.hear()).starts_with("9.9.9.9\nhttps://" + host() + "\n"));
}

BOOST_FIXTURE_TEST_CASE(expect_100_continue_is_answered_before_the_body, Started) {
    RawConnection raw(port());
    raw.say(head("POST /echo", "Content-Length: 2\r\nExpect: 100-continue\r\n"));
    BOOST_TEST(raw.hear().starts_with("HTTP/1.1 100 Continue\r\n"));
    raw.say("ok");
    BOOST_TEST(body_of(raw.hear()) == "ok");
}

BOOST_FIXTURE_TEST_CASE(a_request_that_drips_is_cut, Echo) {
    start([](http::Listener&, http::ServerLimits& limits) { limits.whole_request = Seconds{1}; });
    RawConnection raw(port());
    const auto begun = std::chrono::steady_clock::now();
    raw.say("GET /headers HTTP/1.1\r\n");
    bool cut = false;
    for (int i = 0; i < 40 && !cut; ++i) {
        std::this_thread::sleep_for(Milliseconds{100});
        cut = !raw.say("X-A: 1\r\n");
    }
    BOOST_TEST(cut);
    BOOST_TEST((std::chrono::steady_clock::now() - begun < Seconds{3}));
}

BOOST_FIXTURE_TEST_CASE(a_quiet_connection_is_closed_after_the_idle_time, Echo) {
    start([](http::Listener&, http::ServerLimits& limits) { limits.idle = Seconds{1}; });
    RawConnection raw(port());
    raw.say(head("GET /path/x"));
    BOOST_TEST(raw.hear_status() == 200);
    const auto begun = std::chrono::steady_clock::now();
    BOOST_TEST(raw.hear_all() == "");
    BOOST_TEST((std::chrono::steady_clock::now() - begun < Seconds{3}));
}

BOOST_FIXTURE_TEST_CASE(a_thousand_idle_connections_do_not_delay_a_new_request, Started) {
    std::vector<RawConnection> idle;
    for (int i = 0; i < 500; ++i) idle.emplace_back(port());
    for (int i = 0; i < 500; ++i) {
        idle.emplace_back(port());
        idle.back().say("GET /slow");
    }
    const auto begun = std::chrono::steady_clock::now();
    BOOST_TEST(status_of(head("GET /path/now")) == 200);
    BOOST_TEST((std::chrono::steady_clock::now() - begun < Milliseconds{500}));
}

BOOST_FIXTURE_TEST_CASE(more_connections_than_allowed_are_closed_at_once, Echo) {
    start([](http::Listener&, http::ServerLimits& limits) { limits.connections = 3; });
    std::vector<RawConnection> held;
    for (int i = 0; i < 3; ++i) {
        held.emplace_back(port());
        held.back().say(head("GET /path/x"));
        BOOST_TEST(held.back().hear_status() == 200);
    }
    RawConnection extra(port());
    BOOST_TEST(extra.hear_all() == "");
    held.front().say(head("GET /path/again"));
    BOOST_TEST(held.front().hear_status() == 200);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace gatehouse::tests
