// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/assemble.hpp"
#include "apps/coi-desk/signing_boxes.hpp"
#include "apps/coi-desk/token_check.hpp"
#include "base/json.hpp"
#include "tests/base/raw_connection.hpp"
#include "tests/support/browser.hpp"
#include "tests/support/fake_issuer.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/throwaway_certificate.hpp"

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

namespace gatehouse::tests {

namespace {

using Object = boost::json::object;

// The desk's address holds its port, so it must be known before it listens.
std::uint16_t unused_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    BOOST_REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

// The desk over real HTTPS, its issuer and environments in memory. liboauth2 reads the system's clock, so we do.
struct Desk {
    SystemClock clock;
    crypto::SystemRandom random;
    Log log{"tests", LogLevel::error, "/dev/null"};
    TemporaryFolder folder;
    ThrowawayAuthority authority{folder.path()};
    std::shared_ptr<FakeIssuer> issuer = std::make_shared<FakeIssuer>(clock);
    desk::Settings settings;
    std::unique_ptr<desk::Program> program;
    boost::json::array posts;
    std::string said_environment = "production";
    bool decision = true;
    std::string last_question;

    Desk() {
        const CertificateFiles files = authority.issue("localhost", "DNS:localhost");
        settings.port = unused_port();
        settings.base_url = "https://localhost:" + std::to_string(settings.port);
        settings.certificate = files.certificate;
        settings.private_key = files.key;
        settings.seal_key = Secret(std::string(32, 'k'));
        settings.web = std::string(GATEHOUSE_SOURCE_DIR) + "/web";
        settings.catalogues = std::string(GATEHOUSE_BINARY_DIR) + "/catalogues";
        settings.issuer = issuer->issuer;
        settings.client_id = "coi-desk";
        settings.client_secret = Secret("secret");
        settings.environments = {{"production", "https://production.example"}};
        issuer->audience = settings.base_url;
        issuer->userinfo = {
            {"_claim_names", {{"grants", "production"}}},
            {"_claim_sources", {{"production", {{"endpoint", "https://production.example/me/posts"}, {"access_token", "posts-token"}}}}}};
        issuer->elsewhere["https://production.example/me/posts"] = [this](const http::OutgoingRequest& request) {
            if (request.headers.get("Authorization") != "Bearer posts-token") return http::Response::text("", 401);
            return http::Response::json(json::dump(Object{{"environment", said_environment}, {"as_of", "now"}, {"posts", posts}}));
        };
        issuer->elsewhere["https://production.example/access/v1/evaluation"] = [this](const http::OutgoingRequest& request) {
            last_question = request.body;
            return http::Response::json(json::dump(Object{{"decision", decision}}));
        };
        program = std::move(*desk::assemble(settings, {clock, random, log}, issuer));
        BOOST_REQUIRE(program->start().has_value());
    }
    void add_post(const char* role, const char* organisation, const char* scope = "DE") {
        posts.push_back(Object{{"post", std::string("p-") + role},
                               {"role", role},
                               {"organisation", {{"name", organisation}, {"country", "DE"}}},
                               {"scope", scope}});
    }
    Browser browser() const { return Browser(settings.base_url); }
    // From "Log in" back to the desk; the callback's answer.
    Page sign_in(Browser& browser) {
        const Page begun = browser.get("/sign-in");
        BOOST_REQUIRE(begun.status == 303);
        return browser.get("/callback?" + issuer->approve(begun.location).query.encode());
    }
    Page home() {
        Browser someone = browser();
        sign_in(someone);
        return someone.get("/");
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(coi_desk)

BOOST_FIXTURE_TEST_CASE(it_says_it_is_ready, Desk) {
    const Page page = browser().get("/health/ready");
    BOOST_TEST(page.status == 200);
    BOOST_TEST(page.body == R"({"status":"ready"})");
}

BOOST_FIXTURE_TEST_CASE(a_stranger_is_welcomed_and_asked_to_log_in, Desk) {
    const Page page = browser().get("/");
    BOOST_TEST(page.status == 200);
    BOOST_TEST(page.shows("href=\"/sign-in\""));
    BOOST_TEST(page.header("Content-Security-Policy").find("default-src 'none'") != std::string::npos);
    for (const char* path : {"/help", "/privacy", "/accessibility", "/signed-out"}) BOOST_TEST(browser().get(path).status == 200, path);
    BOOST_TEST(browser().get("/nowhere").status == 404);
}

BOOST_FIXTURE_TEST_CASE(a_person_with_a_post_reads_which_box_to_sign, Desk) {
    add_post("control_body", "Öko-Kontrolle GmbH");
    const Page page = home();
    BOOST_TEST(page.status == 200);
    BOOST_TEST(page.shows("You may sign box 18 as Élodie Marchand for Öko-Kontrolle GmbH"));
    const auto question = json::parse(last_question);
    BOOST_REQUIRE(question.has_value());
    BOOST_TEST(question->at("subject").at("id").get_string() == issuer->sub);
    BOOST_TEST(question->at("resource").at("id").get_string() == "p-control_body");
    BOOST_TEST(issuer->last_form.get("scope") == "decision");
    BOOST_TEST(issuer->last_form.get("resource") == "https://production.example");
}

BOOST_FIXTURE_TEST_CASE(each_role_has_its_boxes, Desk) {
    add_post("EAOC", "BCP Hamburg");
    add_post("first_consignee", "Biohof");
    add_post("importer", "Bio Import");
    add_post("exporter", "Export Ltd");
    const Page page = home();
    BOOST_TEST(page.shows("You may sign box 30 as Élodie Marchand for BCP Hamburg"));
    BOOST_TEST(page.shows("You may sign box 25 as Élodie Marchand for BCP Hamburg"));
    BOOST_TEST(page.shows("You may sign box 31 as Élodie Marchand for Biohof"));
    BOOST_TEST(page.shows("You may sign box 23 as Élodie Marchand for Bio Import"));
    BOOST_TEST(page.shows("This role signs no box of the certificate."));
}

BOOST_FIXTURE_TEST_CASE(a_no_of_the_decision_api_is_a_no_on_the_page, Desk) {
    add_post("control_body", "Öko-Kontrolle GmbH");
    decision = false;
    const Page page = home();
    BOOST_TEST(!page.shows("You may sign box"));
    BOOST_TEST(page.shows("You may not sign for Öko-Kontrolle GmbH at the moment"));
}

BOOST_FIXTURE_TEST_CASE(a_decision_api_that_does_not_answer_is_no_yes, Desk) {
    add_post("control_body", "Öko-Kontrolle GmbH");
    issuer->elsewhere["https://production.example/access/v1/evaluation"] = [](const http::OutgoingRequest&) {
        return http::Response::json(R"({"decision":"true"})");
    };
    const Page page = home();
    BOOST_TEST(page.status == 200);
    BOOST_TEST(!page.shows("You may sign box"));
    BOOST_TEST(page.shows("cannot be asked at the moment"));
}

BOOST_FIXTURE_TEST_CASE(who_holds_no_post_is_told_what_to_do, Desk) {
    const Page page = home();
    BOOST_TEST(page.shows("You hold no post here yet"));
    BOOST_TEST(page.shows("https://production.example/roles"));
}

BOOST_FIXTURE_TEST_CASE(posts_of_another_environment_or_address_are_not_believed, Desk) {
    add_post("control_body", "Öko-Kontrolle GmbH");
    said_environment = "training";
    BOOST_TEST(!home().shows("You may sign box"));
    said_environment = "production";
    issuer->userinfo["_claim_sources"] = {{"production", {{"endpoint", "https://evil.example/me/posts"}, {"access_token", "posts-token"}}}};
    bool called = false;
    issuer->elsewhere["https://evil.example/me/posts"] = [&](const http::OutgoingRequest&) {
        called = true;
        return http::Response::json("{}");
    };
    BOOST_TEST(home().shows("cannot be asked at the moment"));
    BOOST_TEST(!called);
}

BOOST_FIXTURE_TEST_CASE(an_access_token_that_is_not_for_the_desk_signs_nobody_in, Desk) {
    const auto refused = [&](const FakeIssuer::Bend& bend) {
        issuer->bend_access_token = bend;
        Browser someone = browser();
        const Page page = sign_in(someone);
        return page.status != 303 && !someone.cookies.contains("__Host-gh-desk");
    };
    BOOST_TEST(refused([](Object&, Object& payload) { payload["aud"] = "https://production.example"; }));
    BOOST_TEST(refused([&](Object&, Object& payload) { payload["aud"] = boost::json::array{settings.base_url, "https://other.example"}; }));
    BOOST_TEST(refused([](Object&, Object& payload) { payload["iss"] = "https://evil.example"; }));
    BOOST_TEST(refused([&](Object&, Object& payload) { payload["nbf"] = to_seconds(clock.now()) + 60; }));
    BOOST_TEST(refused([&](Object&, Object& payload) { payload["exp"] = to_seconds(clock.now()) - 1; }));
    BOOST_TEST(refused([](Object& header, Object&) { header["typ"] = "JWT"; }));
    BOOST_TEST(!refused({}));
}

BOOST_FIXTURE_TEST_CASE(the_callback_works_only_in_the_browser_that_began, Desk) {
    Browser victim = browser();
    Browser other = browser();
    const Page begun = other.get("/sign-in");
    const Page page = victim.get("/callback?" + issuer->approve(begun.location).query.encode());
    BOOST_TEST(page.status == 400);
    BOOST_TEST(!victim.cookies.contains("__Host-gh-desk"));
}

BOOST_FIXTURE_TEST_CASE(head_begins_and_ends_no_sign_in, Desk) {
    Browser someone = browser();
    BOOST_TEST(someone.head("/sign-in").status == 405);
    BOOST_TEST(someone.cookies.empty());
    const std::string callback = "/callback?" + issuer->approve(someone.get("/sign-in").location).query.encode();
    BOOST_TEST(someone.head(callback).status == 405);
    BOOST_TEST(someone.get(callback).status == 303);  // the code was not used up
}

BOOST_FIXTURE_TEST_CASE(logging_out_needs_the_form_and_leads_to_the_issuer, Desk) {
    Browser someone = browser();
    sign_in(someone);
    const Page page = someone.get("/");
    BOOST_TEST(page.header("Content-Security-Policy").find("form-action 'self' https://issuer.example") != std::string::npos);
    const std::string token = page.field("form_token");
    BOOST_TEST(someone.post_raw("/logout", {{"form_token", token}}, {{"Origin", "https://localhost:1"}}).status == 403);
    BOOST_TEST(someone.post_raw("/logout", {{"form_token", token}}, {}).status == 403);
    BOOST_TEST(someone.post_raw("/logout", {{"form_token", "x"}}, {{"Origin", settings.base_url}}).status == 403);
    BOOST_TEST(someone.cookies.contains("__Host-gh-desk"));
    const Page done = someone.post("/logout", {}, page);
    BOOST_TEST(done.status == 303);
    BOOST_TEST(done.location.starts_with("https://issuer.example/logout?"));
    BOOST_TEST(done.location.find("id_token_hint=ey") != std::string::npos);
    BOOST_TEST(!someone.cookies.contains("__Host-gh-desk"));
}

BOOST_FIXTURE_TEST_CASE(an_ended_access_token_leads_to_signing_in_again, Desk) {
    issuer->access_life = Seconds{1};
    Browser someone = browser();
    sign_in(someone);
    ::usleep(1'100'000);
    const Page page = someone.get("/");
    BOOST_TEST((page.status == 303 || page.shows("href=\"/sign-in\"")));
}

BOOST_FIXTURE_TEST_CASE(a_second_program_on_the_port_does_not_start, Desk) {
    auto second = desk::assemble(settings, {clock, random, log}, issuer);
    BOOST_REQUIRE(second.has_value());
    const auto started = (*second)->start();
    BOOST_REQUIRE(!started.has_value());
    BOOST_TEST(started.error().message.find("another program") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(the_libraries_weak_spots_are_fenced, Desk) {
    httplib::SSLClient client("localhost", settings.port);
    client.enable_server_certificate_verification(false);
    const auto status = [&](const char* path, const httplib::Headers& headers) {
        const auto answer = client.Get(path, headers);
        return answer ? answer->status : 0;
    };
    BOOST_TEST(status("/", {}) == 200);
    BOOST_TEST(status("/", {{"Host", "evil.example"}}) == 421);
    BOOST_TEST(status("/", {{"Cookie", "a=b%0d%0aX: y"}}) == 400);
    BOOST_TEST(status("/", {{"Transfer-Encoding", "chunked"}}) == 501);
    BOOST_TEST(status("/", {{"Content-Encoding", "gzip"}}) == 501);
    BOOST_TEST(status("/%2e%2e/x", {}) == 400);
    httplib::Headers many;
    for (int i = 0; i < 120; ++i) many.emplace("X-A" + std::to_string(i), "1");
    BOOST_TEST(status("/", many) == 431);
    BOOST_TEST(client.Post("/logout", std::string(70'000, 'x'), "application/x-www-form-urlencoded")->status == 413);
    SSL_CTX_set_min_proto_version(client.ssl_context(), TLS1_1_VERSION);
    SSL_CTX_set_max_proto_version(client.ssl_context(), TLS1_1_VERSION);
    BOOST_TEST(!client.Get("/"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace gatehouse::tests
