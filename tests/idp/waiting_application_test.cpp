// An application waits while somebody registers or signs in: it is named, carried along and resumed, in the browser that
// began and in no other.
#include "idp/client_auth/import_clients.hpp"
#include "tests/support/idp_program.hpp"

#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using namespace gatehouse::tests;

namespace {

constexpr const char* clients = R"([{"client_id": "desk", "client_name": "Certificate desk", "token_endpoint_auth_method": "none",
    "redirect_uris": ["https://desk.example/callback"], "grant_types": ["authorization_code"], "response_types": ["code"],
    "scope": "openid profile email", "first_party": true}])";

const std::string authorize =
    "/authorize?response_type=code&client_id=desk&redirect_uri=https%3A%2F%2Fdesk.example%2Fcallback&scope=openid&state=s1&nonce=n1"
    "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

struct WithClient {
    IdpProgram idp;
    WithClient() {
        const auto imported = idp::import_clients(idp.core(), clients);
        BOOST_TEST_REQUIRE(imported.has_value(), (imported ? "" : imported.error().message));
    }
};

std::string request_in(const std::string& location) {
    std::smatch match;
    BOOST_TEST_REQUIRE(std::regex_search(location, match, std::regex("request=([A-Za-z0-9_-]+)")), location);
    return match[1];
}

bool brings_code(const Page& page) {
    return page.location.rfind("https://desk.example/callback?", 0) == 0 && page.location.find("code=") != std::string::npos &&
           page.location.find("state=s1") != std::string::npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(waiting_application, WithClient)

BOOST_AUTO_TEST_CASE(the_sign_in_page_names_it_allows_the_way_back_and_sign_in_resumes_it) {
    auto owner = idp.browser();
    idp.make_account(owner, "elodie@example.org");
    auto browser = idp.browser();
    const Page begun = browser.get(authorize);
    const std::string request = request_in(begun.location);
    const Page page = browser.follow(begun);
    BOOST_TEST(page.shows("Certificate desk"));
    BOOST_TEST(page.shows("asks you to sign in"));
    BOOST_TEST(page.header("Content-Security-Policy").find("form-action 'self' https://desk.example") != std::string::npos);
    BOOST_TEST(page.shows("href=\"/register?request=" + request + "\""));
    const Page signed_in = browser.post(
        "/login", {{"username", "elodie.m"}, {"password", std::string(IdpProgram::password)}, {"request", page.field("request")}}, page);
    BOOST_TEST(signed_in.location == "/authorize/resume?request=" + request);
    BOOST_TEST(brings_code(browser.get(signed_in.location)));
}

BOOST_AUTO_TEST_CASE(somebody_signed_in_goes_straight_on) {
    auto browser = idp.browser();
    idp.make_account(browser, "elodie@example.org");
    BOOST_TEST(brings_code(browser.get(authorize)));
}

BOOST_AUTO_TEST_CASE(registration_carries_it_along_and_the_ready_page_leads_back) {
    auto browser = idp.browser();
    const std::string request = request_in(browser.get(authorize).location);
    const Page page = browser.get("/register?request=" + request);
    BOOST_TEST(page.field("request") == request);
    auto fields = IdpProgram::registration("elodie@example.org");
    fields.emplace_back("code_id", page.field("code_id"));
    fields.emplace_back("request", page.field("request"));
    BOOST_TEST_REQUIRE(browser.post("/register", fields, page).status == 303);
    const Page ready = browser.follow(IdpProgram::set_password(browser, idp.link_to("elodie@example.org")));
    BOOST_TEST(ready.shows("Your account is ready"));
    BOOST_TEST(ready.shows("Continue to Certificate desk"));
    BOOST_TEST(ready.shows("href=\"/authorize/resume?request=" + request + "\""));
    BOOST_TEST(brings_code(browser.get("/authorize/resume?request=" + request)));
}

BOOST_AUTO_TEST_CASE(the_link_opened_in_another_browser_sets_the_password_but_resumes_nothing) {
    auto browser = idp.browser();
    const std::string request = request_in(browser.get(authorize).location);
    const Page page = browser.get("/register?request=" + request);
    auto fields = IdpProgram::registration("elodie@example.org");
    fields.emplace_back("code_id", page.field("code_id"));
    fields.emplace_back("request", request);
    browser.post("/register", fields, page);
    auto phone = idp.browser();
    const Page ready = phone.follow(IdpProgram::set_password(phone, idp.link_to("elodie@example.org")));
    BOOST_TEST(ready.shows("Continue with step 2"));
    BOOST_TEST(!ready.shows("Certificate desk"));
    BOOST_TEST(!brings_code(phone.get("/authorize/resume?request=" + request)));
}

BOOST_AUTO_TEST_CASE(a_request_that_is_unknown_or_too_old_is_said_in_words) {
    auto browser = idp.browser();
    BOOST_TEST(browser.get("/login?request=AAAAAAAAAAAAAAAAAAAAAA").shows("The page you came from has waited too long."));
    const Page begun = browser.get(authorize);
    idp.clock.advance(std::chrono::days(2));
    BOOST_TEST(browser.follow(begun).shows("The page you came from has waited too long."));
}

BOOST_AUTO_TEST_CASE(a_reset_goes_on_to_it_too) {
    auto owner = idp.browser();
    idp.make_account(owner, "elodie@example.org");
    auto browser = idp.browser();
    const std::string request = request_in(browser.get(authorize).location);
    const Page page = browser.get("/forgotten?request=" + request);
    browser.post("/forgotten", {{"username", "elodie.m"}, {"request", page.field("request")}}, page);
    const std::string link = idp.link_to("elodie@example.org", 2);
    // Browsers hold the whole chain of redirects behind a form against form-action.
    BOOST_TEST(browser.get(link).header("Content-Security-Policy").find("form-action 'self' https://desk.example") != std::string::npos);
    auto phone = idp.browser();
    BOOST_TEST(phone.get(link).header("Content-Security-Policy").find("desk.example") == std::string::npos);
    const Page set = IdpProgram::set_password(browser, link, "Another horse 8!");
    BOOST_TEST(set.location == "/authorize/resume?request=" + request);
}

BOOST_AUTO_TEST_SUITE_END()
