// Signing in and out of one environment, over HTTP, with an issuer in memory.
#include "tests/authz/authz_program.hpp"

#include <boost/test/unit_test.hpp>

namespace gatehouse::tests {
namespace {

using namespace std::chrono_literals;

const std::string cookie = "__Host-gh-production";

BOOST_AUTO_TEST_SUITE(sign_in)

BOOST_AUTO_TEST_CASE(the_welcome_page_offers_both_ways_in_and_three_steps) {
    AuthzProgram here;
    auto browser = here.browser();
    const Page page = browser.get("/");
    BOOST_TEST(page.status == 200);
    BOOST_TEST(page.shows("href=\"/sign-in\""));
    BOOST_TEST(page.shows("href=\"https://localhost:8443/register\""));
    BOOST_TEST(page.shows("Production"));
    BOOST_TEST(browser.cookies.empty());
    for (const auto* path : {"/help", "/privacy", "/accessibility", "/health/live"}) BOOST_TEST(browser.get(path).status == 200);
    BOOST_TEST(browser.get("/health/ready").body == R"({"status":"ready"})");
}

BOOST_AUTO_TEST_CASE(every_page_of_training_says_training) {
    AuthzProgram here("training");
    auto browser = here.browser();
    for (const auto* path : {"/", "/help", "/nowhere"}) BOOST_TEST(browser.get(path).shows("Training"), path);
    here.sign_in(browser, "n00a1b2c");
    BOOST_TEST(browser.get("/profile").shows("Training"));
}

BOOST_AUTO_TEST_CASE(a_person_signs_in_at_the_issuer_and_is_remembered) {
    AuthzProgram here;
    auto browser = here.browser();
    const Page back = here.sign_in(browser, "n00a1b2c");
    BOOST_TEST(back.status == 303);
    BOOST_TEST(back.location == "/home");
    BOOST_TEST(browser.cookies.contains(cookie));
    BOOST_TEST(browser.cookies.size() == 1u);  // the transaction's cookie is gone
    BOOST_TEST(browser.follow(back).shows("Given-n00a1b2c Family-n00a1b2c"));
    BOOST_TEST(here.registry.text("SELECT email FROM person WHERE sub = 'n00a1b2c'") == "n00a1b2c@example.org");
    BOOST_TEST(here.registry.leaves("person.first_seen") == 1);
    BOOST_TEST(std::string(here.issuer->last_form.get("client_assertion_type")) ==
               "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
}

BOOST_AUTO_TEST_CASE(a_page_that_needs_a_person_comes_back_to_itself) {
    AuthzProgram here;
    auto browser = here.browser();
    const Page away = browser.get("/profile?cursor=x");
    BOOST_TEST(away.location == "/sign-in?return_to=/profile?cursor=x");  // cpp-httplib's client decodes headers
    BOOST_TEST(here.sign_in(browser, "n1", "%2Fprofile%3Fcursor%3Dx").location == "/profile?cursor=x");
    for (const auto* elsewhere : {"https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example"}) {
        auto other = here.browser();
        BOOST_TEST(here.sign_in(other, "n1", elsewhere).location == "/home", elsewhere);
    }
}

BOOST_AUTO_TEST_CASE(an_answer_for_another_browser_signs_nobody_in) {
    AuthzProgram here;
    auto begun = here.browser();
    auto other = here.browser();
    const Page away = begun.get("/sign-in");
    const Page back = other.get("/callback?" + here.issuer->approve(away.location).query.encode());
    BOOST_TEST(back.status == 400);
    BOOST_TEST(other.cookies.count(cookie) == 0u);
    BOOST_TEST(here.registry.count("SELECT COUNT(*) FROM sign_in_session") == 0);
}

BOOST_AUTO_TEST_CASE(the_same_answer_again_is_refused) {
    AuthzProgram here;
    auto browser = here.browser();
    const Page away = browser.get("/sign-in");
    const auto kept = browser.cookies;
    const std::string path = "/callback?" + here.issuer->approve(away.location).query.encode();
    BOOST_TEST(browser.get(path).status == 303);
    auto again = here.browser();
    again.cookies = kept;
    BOOST_TEST(again.get(path).status >= 400);
    BOOST_TEST(here.registry.count("SELECT COUNT(*) FROM sign_in_session") == 1);
}

BOOST_AUTO_TEST_CASE(head_begins_and_ends_nothing) {
    AuthzProgram here;
    auto browser = here.browser();
    BOOST_TEST(browser.head("/sign-in").status == 405);
    BOOST_TEST(browser.cookies.empty());
    const Page away = browser.get("/sign-in");
    const std::string path = "/callback?" + here.issuer->approve(away.location).query.encode();
    BOOST_TEST(browser.head(path).status == 405);
    BOOST_TEST(here.registry.count("SELECT COUNT(*) FROM sign_in_session") == 0);
    BOOST_TEST(browser.get(path).status == 303);  // nothing was used up
}

BOOST_AUTO_TEST_CASE(signing_in_again_gives_a_new_session_and_ends_the_old_one) {
    AuthzProgram here;
    auto browser = here.browser();
    here.sign_in(browser, "n1");
    const auto old = browser.cookies;
    here.sign_in(browser, "n1");
    BOOST_TEST(browser.get("/profile").status == 200);
    browser.cookies = old;
    BOOST_TEST(browser.get("/profile").status == 303);
}

BOOST_AUTO_TEST_CASE(a_session_ends_after_eight_hours_without_use) {
    AuthzProgram here;
    auto browser = here.browser();
    here.sign_in(browser, "n1");
    here.registry.clock.advance(8h - 1s);
    BOOST_TEST(browser.get("/profile").status == 200);
    here.registry.clock.advance(8h);
    BOOST_TEST(browser.get("/profile").status == 303);
    BOOST_REQUIRE(here.program().forget_sessions());
    BOOST_TEST(here.registry.count("SELECT COUNT(*) FROM sign_in_session") == 0);
}

BOOST_AUTO_TEST_CASE(a_session_ends_after_twelve_hours_however_much_it_is_used) {
    AuthzProgram here;
    auto browser = here.browser();
    here.sign_in(browser, "n1");
    for (int hour = 1; hour < 12; ++hour) {
        here.registry.clock.advance(1h);
        BOOST_TEST(browser.get("/profile").status == 200, hour);
    }
    here.registry.clock.advance(1h);
    BOOST_TEST(browser.get("/profile").status == 303);
}

BOOST_AUTO_TEST_CASE(logging_out_needs_our_own_form_and_ends_the_session_at_once) {
    AuthzProgram here;
    auto browser = here.browser();
    here.sign_in(browser, "n1");
    const auto kept = browser.cookies;
    const Page profile = browser.get("/profile");
    BOOST_TEST(browser.get("/logout").status == 405);
    BOOST_TEST(browser.post_raw("/logout", {{"form_token", profile.field("form_token")}}, {{"Origin", "https://evil.example"}}).status ==
               403);
    BOOST_TEST(browser.post_raw("/logout", {{"form_token", "x"}}, {{"Origin", here.base()}}).status == 403);
    const Page out = browser.post("/logout", {}, profile);
    BOOST_TEST(out.status == 200);
    BOOST_TEST(out.shows("You are logged out"));
    BOOST_TEST(out.shows("https://localhost:8443/logout?client_id=gatehouse-authz-production"));
    BOOST_TEST(browser.cookies.count(cookie) == 0u);
    browser.cookies = kept;
    BOOST_TEST(browser.get("/profile").status == 303);
}

BOOST_AUTO_TEST_CASE(a_session_of_training_is_none_in_production) {
    AuthzProgram production("production"), training("training");  // sealed under the very same key
    auto browser = training.browser();
    training.sign_in(browser, "n1");
    auto other = production.browser();
    other.cookies[cookie] = browser.cookies.at("__Host-gh-training");
    BOOST_TEST(other.get("/profile").status == 303);
}

BOOST_AUTO_TEST_CASE(an_issuer_that_is_away_is_said_in_words) {
    AuthzProgram here;
    here.issuer->away = true;
    auto browser = here.browser();
    const Page page = browser.get("/sign-in");
    BOOST_TEST(page.status == 503);
    BOOST_TEST(page.shows("cannot be reached"));
    BOOST_TEST(browser.get("/").status == 200);
}

BOOST_AUTO_TEST_CASE(an_address_that_the_issuer_did_not_verify_is_not_kept) {
    AuthzProgram here;
    auto browser = here.browser();
    const Page away = browser.get("/sign-in");
    here.issuer->sub = "n2";
    here.issuer->bend_id_token = [](boost::json::object&, boost::json::object& claims) {
        claims["email"] = "somebody@example.org";
        claims["email_verified"] = false;
    };
    BOOST_TEST(browser.get("/callback?" + here.issuer->approve(away.location).query.encode()).status == 303);
    BOOST_TEST(here.registry.text("SELECT email FROM person WHERE sub = 'n2'").empty());
}

BOOST_AUTO_TEST_CASE(demo_features_are_refused_where_they_do_not_belong) {
    authz::Settings settings;
    settings.birth = sql::Birth::real;
    settings.listeners.resize(1);
    BOOST_TEST(authz::check_demo(settings, authz::Demo::off).has_value());
    BOOST_TEST(!authz::check_demo(settings, authz::Demo::on).has_value());
    settings.issuer.guard = http::Guard::relaxed;
    BOOST_TEST(!authz::check_demo(settings, authz::Demo::off).has_value());
    settings.birth = sql::Birth::demo;
    BOOST_TEST(!authz::check_demo(settings, authz::Demo::off).has_value());
    BOOST_TEST(authz::check_demo(settings, authz::Demo::on).has_value());
    settings.listeners[0].trusted_proxies = {"127.0.0.1"};
    BOOST_TEST(!authz::check_demo(settings, authz::Demo::on).has_value());
    settings.listeners[0].trusted_proxies.clear();
    settings.listeners[0].address = "0.0.0.0";
    BOOST_TEST(!authz::check_demo(settings, authz::Demo::on).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace gatehouse::tests
