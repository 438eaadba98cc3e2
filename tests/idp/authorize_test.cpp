// /authorize: every rule of its table, what must not be sent anywhere, sign-in and consent on the way.
#include "audit/audit.hpp"
#include "idp/authorize/redirect_answer.hpp"
#include "tests/support/application.hpp"

#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using namespace gatehouse::tests;

namespace {

struct WithShop {
    IdpProgram idp;
    Application shop{idp};
    Browser browser = idp.browser();

    WithShop() { shop.import(shop.metadata()); }
    void sign_in() { idp.make_account(browser, "elodie@example.org"); }
    // The error that the application is told.
    std::string refusal(const Fields& fields) {
        auto answer = shop.answer(browser.get(Application::target(fields)));
        BOOST_TEST(answer["iss"] == idp.base());
        BOOST_TEST(answer["code"].empty());
        return answer["error"];
    }
    std::size_t leaves(const std::string& act) const {
        audit::Filter filter;
        filter.act = act;
        return audit::list(idp.core().db, filter).value().entries.size();
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(authorize, WithShop)

BOOST_AUTO_TEST_CASE(a_signed_in_person_is_sent_back_with_code_state_and_iss) {
    sign_in();
    auto answer = shop.answer(browser.get(Application::target(shop.request())));
    BOOST_TEST(answer["code"].size() == 43U);
    BOOST_TEST(answer["state"] == "s t+1");
    BOOST_TEST(answer["iss"] == idp.base());
}

BOOST_AUTO_TEST_CASE(who_is_not_signed_in_signs_in_and_comes_back_once) {
    sign_in();
    Browser fresh = idp.browser();
    const Page sent = fresh.get(Application::target(shop.request()));
    BOOST_TEST(sent.location.starts_with("/login?request="));
    const Page form = fresh.get(sent.location);
    BOOST_TEST(form.shows("The shop"));
    BOOST_TEST(form.header("Content-Security-Policy").find("form-action 'self' https://localhost:9543;") != std::string::npos);
    const std::string request = form.field("request");
    const Page back =
        fresh.post("/login", {{"username", "elodie.m"}, {"password", std::string(IdpProgram::password)}, {"request", request}}, form);
    BOOST_TEST(back.location == "/authorize/resume?request=" + request);
    BOOST_TEST(shop.answer(fresh.get(back.location))["code"].size() == 43U);
    BOOST_TEST(fresh.get(back.location).status == 410);
}

BOOST_AUTO_TEST_CASE(a_waiting_request_resumes_only_in_the_browser_that_began) {
    sign_in();
    Browser other = idp.browser();
    const std::string place = other.get(Application::target(shop.request())).location;
    const std::string resume = "/authorize/resume?request=" + place.substr(place.find('=') + 1);
    BOOST_TEST(browser.get(resume).status == 410);
    BOOST_TEST(other.head(resume).status == 405);
    idp.clock.advance(std::chrono::hours(4));
    BOOST_TEST(other.get(resume).status == 410);
}

BOOST_AUTO_TEST_CASE(an_unknown_client_or_address_is_shown_and_never_redirected) {
    const std::pair<std::string, std::string> wrong[] = {{"client_id", "nobody"},
                                                         {"redirect_uri", "https://localhost:9543/callback/"},
                                                         {"redirect_uri", "https://localhost:9543/callback?x=1"},
                                                         {"redirect_uri", "https://evil.example/callback"},
                                                         {"redirect_uri", "javascript:alert(1)"}};
    for (const auto& [name, value] : wrong) {
        const Page page = browser.get(Application::target(shop.request_with(name, value)));
        BOOST_TEST(page.status == 400, value);
        BOOST_TEST(page.location.empty());
        BOOST_TEST(Page::unescaped(page.body).find(value) != std::string::npos, value);
    }
    BOOST_TEST(browser.get(Application::target(shop.request_with("redirect_uri", ""))).status == 400);
    Fields twice = shop.request();
    twice.emplace_back("client_id", "shop");
    BOOST_TEST(browser.get(Application::target(twice)).status == 400);
}

BOOST_AUTO_TEST_CASE(each_rule_of_the_table_tells_the_application_its_error) {
    const std::vector<std::tuple<std::string, std::string, std::string>> rules = {
        {"response_type", "", "invalid_request"},
        {"response_type", "token", "unsupported_response_type"},
        {"response_type", "code id_token", "unsupported_response_type"},
        {"response_mode", "fragment", "invalid_request"},
        {"request", "eyJhbGciOiJub25lIn0.e30.", "request_not_supported"},
        {"request_uri", "https://localhost/r", "request_uri_not_supported"},
        {"registration", "{}", "registration_not_supported"},
        {"scope", "", "invalid_scope"},
        {"scope", "openid admin", "invalid_scope"},
        {"code_challenge", "", "invalid_request"},
        {"code_challenge", "short", "invalid_request"},
        {"code_challenge_method", "plain", "invalid_request"},
        {"code_challenge_method", "", "invalid_request"},
        {"nonce", std::string(1025, 'n'), "invalid_request"},
        {"resource", "https://localhost:9443", "invalid_target"},
        {"prompt", "none login", "invalid_request"},
        {"prompt", "dance", "invalid_request"},
        {"prompt", "none", "login_required"},
        {"max_age", "-1", "invalid_request"},
        {"max_age", "1e3", "invalid_request"},
        {"id_token_hint", "a.b.c", "invalid_request"},
    };
    for (const auto& [name, value, error] : rules) BOOST_TEST(refusal(shop.request_with(name, value)) == error, name + "=" + value);
}

BOOST_AUTO_TEST_CASE(a_parameter_that_occurs_twice_is_refused_and_a_double_state_is_not_repeated) {
    Fields twice = shop.request();
    twice.emplace_back("nonce", "n-2");
    BOOST_TEST(refusal(twice) == "invalid_request");
    Fields states = shop.request();
    states.emplace_back("state", "other");
    auto answer = shop.answer(browser.get(Application::target(states)));
    BOOST_TEST(answer["error"] == "invalid_request");
    BOOST_TEST(answer["state"].empty());
}

BOOST_AUTO_TEST_CASE(what_nobody_knows_is_ignored_and_nonce_and_state_may_be_absent) {
    sign_in();
    Fields fields = shop.request_with("nonce", "");
    fields.emplace_back("extra", "foobar");
    BOOST_TEST(shop.answer(browser.get(Application::target(fields)))["code"].size() == 43U);
    auto answer = shop.answer(browser.get(Application::target(shop.request_with("state", ""))));
    BOOST_TEST(answer.contains("code"));
    BOOST_TEST(!answer.contains("state"));
}

BOOST_AUTO_TEST_CASE(a_request_by_post_is_sent_on_as_get) {
    sign_in();
    const Page page = browser.post_raw("/authorize", shop.request(), {{"Origin", "https://localhost:9543"}});
    BOOST_TEST(page.status == 303);
    BOOST_TEST(shop.answer(browser.get(page.location))["code"].size() == 43U);
}

BOOST_AUTO_TEST_CASE(prompt_login_and_max_age_ask_a_signed_in_person_again) {
    sign_in();
    idp.clock.advance(Seconds(100));
    BOOST_TEST(browser.get(Application::target(shop.request_with("max_age", "1000"))).location.starts_with(shop.redirect_uri));
    for (const auto& [name, value] : {std::pair<std::string, std::string>{"prompt", "login"}, {"max_age", "10"}}) {
        const Page sent = browser.get(Application::target(shop.request_with(name, value)));
        BOOST_TEST_REQUIRE(sent.location.starts_with("/login?request="));
        const std::string resume = "/authorize/resume?request=" + sent.location.substr(sent.location.find('=') + 1);
        // Without signing in anew there is no way around.
        BOOST_TEST(browser.get(resume).location.starts_with("/login"));
        const Page form = browser.get(sent.location);
        BOOST_TEST(form.status == 200);
        browser.post("/login",
                     {{"username", "elodie.m"}, {"password", std::string(IdpProgram::password)}, {"request", form.field("request")}}, form);
        BOOST_TEST(shop.answer(browser.get(resume)).contains("code"));
        idp.clock.advance(Seconds(100));
    }
}

BOOST_AUTO_TEST_CASE(prompt_create_leads_to_registration_and_ui_locales_to_the_language) {
    BOOST_TEST(browser.get(Application::target(shop.request_with("prompt", "create"))).location.starts_with("/register?request="));
    BOOST_TEST(browser.get(Application::target(shop.request_with("ui_locales", "tlh fr-BE"))).location.ends_with("&lang=fr"));
}

BOOST_AUTO_TEST_CASE(prompt_none_with_a_hint_succeeds_only_for_that_person) {
    sign_in();
    const std::string id_token = member(shop.tokens(browser), "id_token");
    Fields silent = shop.request_with("prompt", "none");
    silent.emplace_back("id_token_hint", id_token);
    BOOST_TEST(shop.answer(browser.get(Application::target(silent))).contains("code"));
    Browser other = idp.browser();
    idp.make_account(other, "other@example.org", "other.one");
    BOOST_TEST(shop.answer(other.get(Application::target(silent)))["error"] == "login_required");
}

BOOST_AUTO_TEST_CASE(an_application_that_is_not_ours_asks_for_consent_once_with_one_leaf) {
    auto metadata = shop.metadata();
    metadata["first_party"] = false;
    shop.import(metadata);
    sign_in();
    BOOST_TEST(refusal(shop.request_with("prompt", "none")) == "consent_required");
    const Page sent = browser.get(Application::target(shop.request()));
    BOOST_TEST_REQUIRE(sent.location.starts_with("/authorize/consent?request="));
    const Page page = browser.get(sent.location);
    BOOST_TEST(page.shows("Your e-mail address"));
    BOOST_TEST(page.header("Content-Security-Policy").find("form-action 'self' https://localhost:9543;") != std::string::npos);
    const Fields yes = {{"request", page.field("request")}, {"decision", "allow"}};
    BOOST_TEST(browser.post_raw("/authorize/consent", yes, {{"Origin", idp.base()}}).status == 403);
    BOOST_TEST(shop.answer(browser.post("/authorize/consent", yes, page)).contains("code"));
    BOOST_TEST(leaves("consent.given") == 1U);
    BOOST_TEST(shop.answer(browser.get(Application::target(shop.request()))).contains("code"));
}

BOOST_AUTO_TEST_CASE(consent_gives_nobody_a_code_that_was_asked_for_somebody_else) {
    sign_in();
    const std::string id_token = member(shop.tokens(browser), "id_token");
    auto metadata = shop.metadata();
    metadata["first_party"] = false;
    shop.import(metadata);
    Browser other = idp.browser();
    idp.make_account(other, "other@example.org", "other.one");
    const Page begun = other.get(Application::target(shop.request_with("id_token_hint", id_token)));
    const std::string request = begun.location.substr(begun.location.find("request=") + 8);
    BOOST_TEST(shop.answer(other.get("/authorize/resume?request=" + request))["error"] == "login_required");
    const Page page = other.get("/account");
    const Page allowed = other.post("/authorize/consent", {{"request", request}, {"decision", "allow"}}, page);
    BOOST_TEST(allowed.location == "/login?request=" + request);
    BOOST_TEST(leaves("consent.given") == 0U);
}

BOOST_AUTO_TEST_CASE(who_does_not_allow_it_is_sent_back_without_a_code) {
    auto metadata = shop.metadata();
    metadata["first_party"] = false;
    shop.import(metadata);
    sign_in();
    const Page page = browser.get(browser.get(Application::target(shop.request())).location);
    const Fields no = {{"request", page.field("request")}, {"decision", "refuse"}};
    auto answer = shop.answer(browser.post("/authorize/consent", no, page));
    BOOST_TEST(answer["error"] == "access_denied");
    BOOST_TEST(answer["state"] == "s t+1");
    BOOST_TEST(leaves("consent.refused") == 1U);
}

BOOST_AUTO_TEST_CASE(what_goes_into_the_address_is_encoded_and_what_stands_in_it_stays) {
    http::Parameters parameters;
    parameters.add("state", "a&b=c d+e#f");
    BOOST_TEST(gatehouse::idp::with_parameters("https://x.example/cb", parameters) == "https://x.example/cb?state=a%26b%3Dc%20d%2Be%23f");
    BOOST_TEST(
        gatehouse::idp::with_parameters("https://x.example/cb?k=%20v", parameters).starts_with("https://x.example/cb?k=%20v&state=a%26b"));
    BOOST_TEST(gatehouse::idp::with_parameters("https://x.example/cb", {}) == "https://x.example/cb");
}

BOOST_AUTO_TEST_CASE(head_changes_and_answers_nothing) {
    sign_in();
    BOOST_TEST(browser.head(Application::target(shop.request())).status == 405);
}

BOOST_AUTO_TEST_SUITE_END()
