// RP-initiated logout: with this session's ID token at once, otherwise only after the person said so.
#include "audit/audit.hpp"
#include "tests/support/application.hpp"

#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using namespace gatehouse::tests;

namespace {

const std::string home = "https://localhost:9543/";

struct WithSession {
    IdpProgram idp;
    Application shop{idp};
    Browser browser = idp.browser();

    WithSession() {
        shop.import(shop.metadata());
        idp.make_account(browser, "elodie@example.org");
    }
    bool signed_in() { return browser.get("/account").status == 200; }
    std::size_t ended() const {
        audit::Filter filter;
        filter.act = "session.ended";
        return audit::list(idp.core().db, filter).value().entries.size();
    }
    static std::string target(const Fields& fields) { return "/logout?" + Browser::encoded(fields); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(logging_out, WithSession)

BOOST_AUTO_TEST_CASE(the_sessions_own_id_token_ends_it_at_once_and_leads_back) {
    const std::string hint = member(shop.tokens(browser), "id_token");
    idp.clock.advance(std::chrono::hours(2));  // an expired hint is a hint
    const Page page = browser.get(target({{"id_token_hint", hint}, {"post_logout_redirect_uri", home}, {"state", "s 1"}}));
    BOOST_TEST(page.location == home + "?state=s 1");
    BOOST_TEST(!signed_in());
    BOOST_TEST(ended() == 1U);
}

BOOST_AUTO_TEST_CASE(without_a_hint_the_person_is_asked_and_a_get_ends_nothing) {
    const Page page = browser.get(target({{"client_id", "shop"}, {"post_logout_redirect_uri", home}, {"state", "s"}}));
    BOOST_TEST(page.status == 200);
    BOOST_TEST(page.header("Content-Security-Policy").find("form-action 'self' https://localhost:9543;") != std::string::npos);
    BOOST_TEST(signed_in());
    const Fields fields = {{"client_id", page.field("client_id")},
                           {"post_logout_redirect_uri", page.field("post_logout_redirect_uri")},
                           {"state", page.field("state")}};
    BOOST_TEST(browser.post_raw("/logout/confirm", fields, {{"Origin", idp.base()}}).status == 403);
    BOOST_TEST(signed_in());
    BOOST_TEST(browser.post("/logout/confirm", fields, page).location == home + "?state=s");
    BOOST_TEST(!signed_in());
}

BOOST_AUTO_TEST_CASE(an_access_token_or_another_sessions_id_token_is_no_hint) {
    const auto tokens = shop.tokens(browser);
    BOOST_TEST(browser.get(target({{"id_token_hint", member(tokens, "access_token")}})).status == 200);
    Browser other = idp.browser();
    IdpProgram::sign_in(other, "elodie.m");
    BOOST_TEST(other.get(target({{"id_token_hint", member(tokens, "id_token")}})).status == 200);
    BOOST_TEST(other.get("/account").status == 200);
    BOOST_TEST(signed_in());
}

BOOST_AUTO_TEST_CASE(an_address_that_is_not_registered_is_shown_and_never_followed) {
    const std::string hint = member(shop.tokens(browser), "id_token");
    for (const std::string address : {"https://evil.example/", "https://localhost:9543", "https://localhost:9543/?x"}) {
        const Page page = browser.get(target({{"id_token_hint", hint}, {"post_logout_redirect_uri", address}}));
        BOOST_TEST(page.status == 400, address);
        BOOST_TEST(page.shows(address));
        BOOST_TEST(page.location.empty());
    }
    BOOST_TEST(browser.get(target({{"post_logout_redirect_uri", home}})).status == 400);
    BOOST_TEST(signed_in());
}

BOOST_AUTO_TEST_CASE(by_post_it_is_sent_on_as_get_and_head_does_nothing) {
    const std::string hint = member(shop.tokens(browser), "id_token");
    BOOST_TEST(browser.head(target({{"id_token_hint", hint}})).status == 405);
    BOOST_TEST(signed_in());
    const Page page = browser.post_raw("/logout", {{"id_token_hint", hint}}, {{"Origin", "https://localhost:9543"}});
    BOOST_TEST(browser.get(page.location).location == "/signed-out");
    BOOST_TEST(!signed_in());
}

BOOST_AUTO_TEST_SUITE_END()
