#include "tests/base/raw_connection.hpp"
#include "tests/base/running_server.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/throwaway_certificate.hpp"

#include <boost/test/unit_test.hpp>

#include <httplib.h>

#include <atomic>
#include <thread>

namespace gatehouse::tests {

namespace {

http::RouteOptions unlimited() {
    http::RouteOptions options;
    options.rate = {-1, Seconds{60}};
    return options;
}

struct Serving : RunningServer {
    std::atomic<int> under_way = 0;
    std::atomic<bool> go_on = false;

    void add_waiting(const std::string& path, http::Work work) {
        http::RouteOptions options;
        options.work = work;
        router.add(http::Method::get, path, options, [this](const http::Request&) -> Result<http::Response> {
            ++under_way;
            for (int i = 0; i < 500 && !go_on; ++i) std::this_thread::sleep_for(Milliseconds{10});
            return http::Response::text("done");
        });
    }
    std::string start_error(const http::Listener& listener) {
        http::Server other({listener}, router, {}, log);
        const auto started = other.start();
        return started ? "" : started.error().message;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(http_server)

BOOST_FIXTURE_TEST_CASE(a_second_program_on_the_port_is_told_so, Serving) {
    start();
    http::Listener same;
    same.port = port();
    BOOST_TEST(start_error(same).find("another program") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_port_may_be_taken_again_right_after_a_restart, Serving) {
    add_waiting("/a", http::Work::inline_);
    go_on = true;
    start();
    const std::uint16_t used = port();
    RawConnection raw(used);
    raw.say(head("GET /a"));
    BOOST_TEST(raw.hear_status() == 200);
    server.reset();
    start([&](http::Listener& listener, http::ServerLimits&) { listener.port = used; });
    BOOST_TEST(port() == used);
}

BOOST_FIXTURE_TEST_CASE(plain_http_beyond_loopback_is_refused_at_start, Serving) {
    http::Listener open;
    open.address = "0.0.0.0";
    BOOST_TEST(start_error(open).find("loopback") != std::string::npos);
    open.address = "localhost";
    BOOST_TEST(start_error(open).find("IP address") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(unusable_certificates_are_named_at_start, Serving) {
    TemporaryFolder folder;
    ThrowawayAuthority authority(folder.path());
    const CertificateFiles one = authority.issue("one", "DNS:localhost");
    const CertificateFiles two = authority.issue("two", "DNS:localhost");
    http::Listener secure;
    secure.tls = http::TlsFiles{"/nowhere.pem", one.key};
    BOOST_TEST(start_error(secure).starts_with("/nowhere.pem"));
    secure.tls = http::TlsFiles{one.certificate, two.key};
    BOOST_TEST(start_error(secure).find("does not belong") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_full_password_queue_answers_503_and_leaves_the_rest_alone, Serving) {
    add_waiting("/hash", http::Work::hash);
    router.add(http::Method::get, "/quick", {},
               [](const http::Request&) -> Result<http::Response> { return http::Response::text("quick"); });
    start([](http::Listener&, http::ServerLimits& limits) {
        limits.hash_threads = 1;
        limits.hash_queue = 1;
    });
    RawConnection first(port());
    first.say(head("GET /hash"));
    while (under_way == 0) std::this_thread::sleep_for(Milliseconds{5});
    RawConnection second(port());
    second.say(head("GET /hash"));
    std::this_thread::sleep_for(Milliseconds{100});
    RawConnection third(port());
    third.say(head("GET /hash"));
    const std::string refused = third.hear();
    BOOST_TEST(refused.starts_with("HTTP/1.1 503 "));
    BOOST_TEST(refused.find("Retry-After: ") != std::string::npos);
    third.say(head("GET /quick"));
    BOOST_TEST(third.hear_status() == 200);
    go_on = true;
    BOOST_TEST(first.hear_status() == 200);
    BOOST_TEST(second.hear_status() == 200);
}

BOOST_FIXTURE_TEST_CASE(stopping_finishes_what_is_under_way_and_ends_the_quiet, Serving) {
    add_waiting("/wait", http::Work::work);
    start();
    RawConnection quiet(port());
    RawConnection busy(port());
    busy.say(head("GET /wait"));
    while (under_way == 0) std::this_thread::sleep_for(Milliseconds{5});
    std::thread stopping([this] { server->stop(); });
    BOOST_TEST(quiet.hear_all() == "");
    std::this_thread::sleep_for(Milliseconds{50});
    go_on = true;
    const std::string answer = busy.hear();
    BOOST_TEST(answer.starts_with("HTTP/1.1 200 "));
    BOOST_TEST(answer.find("Connection: close") != std::string::npos);
    stopping.join();
}

BOOST_FIXTURE_TEST_CASE(a_header_with_a_line_break_never_leaves, Serving) {
    router.add(http::Method::get, "/split", {},
               [](const http::Request&) -> Result<http::Response> { return http::Response::redirect("/x\r\nSet-Cookie: planted=1"); });
    start();
    RawConnection raw(port());
    raw.say(head("GET /split"));
    const std::string answer = raw.hear();
    BOOST_TEST(answer.starts_with("HTTP/1.1 500 "));
    BOOST_TEST(answer.find("planted") == std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(many_requests_at_once_are_all_answered, Serving) {
    router.add(http::Method::post, "/echo", unlimited(),
               [](const http::Request& request) -> Result<http::Response> { return http::Response::text(request.body); });
    start();
    std::atomic<int> right = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < 8; ++i) {
        clients.emplace_back([&, i] {
            httplib::Client client("localhost", port());
            client.set_keep_alive(true);
            for (int n = 0; n < 100; ++n) {
                const std::string body = std::to_string(i) + ":" + std::to_string(n);
                const auto answer = client.Post("/echo", body, "text/plain");
                if (answer && answer->body == body) ++right;
            }
        });
    }
    for (auto& client : clients) client.join();
    BOOST_TEST(right == 800);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace gatehouse::tests
