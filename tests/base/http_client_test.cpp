#include "base/http/address_guard.hpp"
#include "base/http/client.hpp"
#include "tests/base/raw_connection.hpp"
#include "tests/base/running_server.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/throwaway_certificate.hpp"

#include <boost/test/unit_test.hpp>

#include <httplib.h>

#include <thread>

namespace gatehouse::tests {

namespace {

using http::Guard;
using http::Reach;

struct Secure : RunningServer {
    TemporaryFolder folder;
    ThrowawayAuthority authority{folder.path()};

    Secure() {
        router.add(http::Method::get, "/hello", {}, [](const http::Request& request) -> Result<http::Response> {
            return http::Response::text("hello " + std::string(request.query.get("name")));
        });
        router.add(http::Method::post, "/echo", {}, [](const http::Request& request) -> Result<http::Response> {
            return http::Response::text(std::string(request.headers.get("Content-Type").value_or("")) + "|" + request.body);
        });
        router.add(http::Method::get, "/away", {}, [](const http::Request&) -> Result<http::Response> {
            return http::Response::redirect("https://localhost:1/elsewhere");
        });
        router.add(http::Method::get, "/large", {},
                   [](const http::Request&) -> Result<http::Response> { return http::Response::text(std::string(2000, 'x')); });
        router.add(http::Method::get, "/certificate", {}, [](const http::Request& request) -> Result<http::Response> {
            return http::Response::text(std::string(request.headers.get("Client-Cert").value_or("none")));
        });
    }
    void start_tls(const CertificateFiles& files, http::ClientCertificate client = http::ClientCertificate::none) {
        start([&](http::Listener& listener, http::ServerLimits&) {
            listener.tls = http::TlsFiles{files.certificate, files.key};
            listener.client_certificate = client;
        });
    }
    void start_tls() { start_tls(authority.issue("leaf", "DNS:localhost,IP:127.0.0.1")); }
    std::string url(const std::string& path, const std::string& name = "localhost") const {
        return "https://" + name + ":" + std::to_string(port()) + path;
    }
    http::ClientOptions options() const {
        return {.ca_file = authority.file(), .guard = Guard::relaxed, .timeout = Seconds{1}, .max_body = 1000};
    }
    Result<http::Response> get(const std::string& address, http::ClientOptions with) const {
        http::OutgoingRequest request;
        request.url = address;
        return http::make_client(std::move(with))->send(request);
    }
};

// Listens, accepts and then does what it is told with the one connection.
class RudeServer {
public:
    explicit RudeServer(std::function<void(int)> behave) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(listener_, 1);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this, behave = std::move(behave)] {
            const int peer = ::accept(listener_, nullptr, nullptr);
            if (peer >= 0) behave(peer);
            ::close(peer);
        });
    }
    ~RudeServer() {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }

private:
    int listener_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

ErrorCode code_of(const Result<http::Response>& result) {
    BOOST_REQUIRE(!result.has_value());
    return result.error().code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_client)

BOOST_AUTO_TEST_CASE(addresses_that_are_not_for_everybody_are_known) {
    for (const char* address : {"10.1.2.3",
                                "172.31.0.1",
                                "192.168.1.1",
                                "169.254.169.254",
                                "100.64.0.1",
                                "0.0.0.0",
                                "224.0.0.1",
                                "255.255.255.255",
                                "192.0.2.1",
                                "198.18.0.1",
                                "::",
                                "fe80::1",
                                "fc00::1",
                                "fd12::1",
                                "ff02::1",
                                "::ffff:10.0.0.1",
                                "::ffff:169.254.169.254",
                                "64:ff9b::a00:1",
                                "2002:7f00:1::",
                                "2001:db8::1",
                                "::7f00:1",
                                "rubbish",
                                ""}) {
        BOOST_TEST((http::reach_of(address) == Reach::private_), address);
    }
    for (const char* address : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) {
        BOOST_TEST((http::reach_of(address) == Reach::loopback), address);
    }
    for (const char* address : {"1.1.1.1", "172.32.0.1", "147.67.34.1", "2a00:1450:4001::1", "64:ff9b::101:101"}) {
        BOOST_TEST((http::reach_of(address) == Reach::public_), address);
    }
}

BOOST_FIXTURE_TEST_CASE(a_guarded_client_reaches_no_inner_address, Secure) {
    start_tls();
    http::ClientOptions strict = options();
    strict.guard = Guard::public_only;
    for (const std::string& address : {url("/hello"), url("/hello", "127.0.0.1"), url("/hello", "[::ffff:127.0.0.1]"),
                                       std::string("https://169.254.169.254/"), std::string("https://10.0.0.1/"),
                                       std::string("https://[::1]/"), std::string("https://2130706433/"), std::string("https://0x7f.1/")}) {
        const auto answer = get(address, strict);
        BOOST_REQUIRE(!answer.has_value());
        const bool refused = answer.error().code == ErrorCode::forbidden || answer.error().detail.find("0x7f.1") != std::string::npos;
        BOOST_TEST(refused, address);
    }
}

BOOST_FIXTURE_TEST_CASE(plain_http_is_for_loopback_only, Secure) {
    BOOST_TEST((code_of(get("http://192.168.0.1/", options())) == ErrorCode::forbidden));
    BOOST_TEST((code_of(get("http://1.1.1.1/", options())) == ErrorCode::forbidden));
    BOOST_TEST((code_of(get("ftp://localhost/", options())) == ErrorCode::forbidden));
    BOOST_TEST((code_of(get("https://user@localhost/", options())) == ErrorCode::forbidden));
    BOOST_TEST((code_of(get("file:///etc/passwd", options())) == ErrorCode::forbidden));
    start();
    const auto answer = get("http://localhost:" + std::to_string(port()) + "/hello?name=x", options());
    BOOST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->body == "hello x");
}

BOOST_FIXTURE_TEST_CASE(https_with_the_right_authority_and_name_works, Secure) {
    start_tls();
    const auto answer = get(url("/hello?name=a%2Bb%20c"), options());
    BOOST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->status == 200);
    BOOST_TEST(answer->body == "hello a+b c");
    BOOST_TEST(get(url("/hello", "127.0.0.1"), options()).has_value());
    http::OutgoingRequest post;
    post.method = http::Method::post;
    post.url = url("/echo");
    post.content_type = "application/json";
    post.body = "{}";
    const auto echoed = http::make_client(options())->send(post);
    BOOST_REQUIRE(echoed.has_value());
    BOOST_TEST(echoed->body == "application/json|{}");
}

BOOST_FIXTURE_TEST_CASE(a_certificate_of_another_name_or_authority_is_refused, Secure) {
    start_tls(authority.issue("other", "DNS:other.example"));
    BOOST_TEST((code_of(get(url("/hello"), options())) == ErrorCode::unavailable));
    BOOST_TEST((code_of(get(url("/hello", "127.0.0.1"), options())) == ErrorCode::unavailable));
    server.reset();
    start_tls();
    http::ClientOptions system = options();
    system.ca_file.clear();
    BOOST_TEST((code_of(get(url("/hello"), system)) == ErrorCode::unavailable));
}

BOOST_FIXTURE_TEST_CASE(redirects_are_not_followed, Secure) {
    start_tls();
    const auto answer = get(url("/away"), options());
    BOOST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->status == 303);
}

BOOST_FIXTURE_TEST_CASE(an_answer_over_the_limit_is_dropped, Secure) {
    start_tls();
    BOOST_TEST((code_of(get(url("/large"), options())) == ErrorCode::too_large));
}

BOOST_FIXTURE_TEST_CASE(a_header_with_a_line_break_is_not_sent, Secure) {
    http::OutgoingRequest request;
    request.url = "https://localhost/";
    request.headers.add("Authorization", "Bearer x\r\nX-Injected: 1");
    BOOST_TEST((code_of(http::make_client(options())->send(request)) == ErrorCode::bad_input));
}

BOOST_FIXTURE_TEST_CASE(a_peer_that_drips_or_is_silent_is_left_at_the_deadline, Secure) {
    for (const bool drips : {true, false}) {
        RudeServer rude([drips](int peer) {
            ::send(peer, "HTTP/1.1 200 OK\r\n", 17, MSG_NOSIGNAL);
            for (int i = 0; i < 20; ++i) {
                std::this_thread::sleep_for(Milliseconds{100});
                if (drips && ::send(peer, "X-A: 1\r\n", 8, MSG_NOSIGNAL) < 0) return;
            }
        });
        const auto begun = std::chrono::steady_clock::now();
        BOOST_TEST((code_of(get(rude.url(), options())) == ErrorCode::unavailable));
        BOOST_TEST((std::chrono::steady_clock::now() - begun < Seconds{4}));
    }
}

BOOST_FIXTURE_TEST_CASE(nobody_listening_is_unavailable, Secure) {
    BOOST_TEST((code_of(get("https://localhost:1/", options())) == ErrorCode::unavailable));
    BOOST_TEST((code_of(get("https://name.invalid/", options())) == ErrorCode::unavailable));
}

BOOST_FIXTURE_TEST_CASE(the_server_speaks_tls_1_2_and_newer_to_an_independent_client, Secure) {
    start_tls();
    httplib::SSLClient client("localhost", port());
    client.set_ca_cert_path(authority.file());
    client.enable_server_certificate_verification(true);
    const auto answer = client.Get("/hello?name=you");
    BOOST_REQUIRE(answer);
    BOOST_TEST(answer->status == 200);
    BOOST_TEST(answer->body == "hello you");
    httplib::SSLClient old("localhost", port());
    old.set_ca_cert_path(authority.file());
    SSL_CTX_set_min_proto_version(old.ssl_context(), TLS1_1_VERSION);
    SSL_CTX_set_max_proto_version(old.ssl_context(), TLS1_1_VERSION);
    BOOST_TEST(!old.Get("/hello"));
    httplib::SSLClient twelve("localhost", port());
    twelve.set_ca_cert_path(authority.file());
    SSL_CTX_set_max_proto_version(twelve.ssl_context(), TLS1_2_VERSION);
    BOOST_TEST(!!twelve.Get("/hello"));
}

BOOST_FIXTURE_TEST_CASE(a_client_certificate_is_shown_to_the_handler_and_never_required, Secure) {
    start_tls(authority.issue("leaf", "DNS:localhost"), http::ClientCertificate::optional);
    const CertificateFiles mine = authority.issue("mine", "DNS:me.example");
    httplib::SSLClient with("localhost", port(), mine.certificate, mine.key);
    with.set_ca_cert_path(authority.file());
    const auto shown = with.Get("/certificate");
    BOOST_REQUIRE(shown);
    BOOST_TEST(shown->body.starts_with(":MII"));
    httplib::SSLClient without("localhost", port());
    without.set_ca_cert_path(authority.file());
    const auto none = without.Get("/certificate", {{"Client-Cert", ":AAAA:"}});
    BOOST_REQUIRE(none);
    BOOST_TEST(none->body == "none");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace gatehouse::tests
