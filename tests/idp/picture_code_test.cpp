// The code of the account page: a picture of the server, used once.
#include "idp/registration/picture_code.hpp"
#include "idp/visitor.hpp"
#include "tests/support/idp_program.hpp"

#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using namespace gatehouse::tests;

namespace {

Fields changed(Fields fields, const std::string& name, const std::string& value) {
    for (auto& [field, old] : fields) {
        if (field == name) old = value;
    }
    return fields;
}

Fields without(Fields fields, const std::string& name) {
    std::erase_if(fields, [&](const auto& field) { return field.first == name; });
    return fields;
}

// The signs in the picture of this page, read with the program's own key.
std::string signs_of(const IdpProgram& idp, const Browser& browser, const Page& page) {
    const http::SessionCookie cookie(idp.core().seal, idp.settings().cookie, "gatehouse-idp/session/v1");
    http::Request request;
    request.headers.add("Cookie", idp.settings().cookie + "=" + browser.cookies.at(idp.settings().cookie));
    const auto code = idp::open_picture_code(idp.core(), page.field("code_id"), idp::BrowserId(cookie.read(request).value()));
    return code ? code->signs : "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(picture_code)

BOOST_AUTO_TEST_CASE(a_code_passes_once) {
    IdpProgram idp;
    auto browser = idp.browser();
    const Page page = browser.get("/register");
    auto fields = IdpProgram::registration("one@example.org");
    fields.emplace_back("code_id", page.field("code_id"));
    BOOST_TEST(browser.post("/register", fields, page).status == 303);
    const Page again = browser.post("/register", changed(fields, "email", "two@example.org"), page);
    BOOST_TEST(again.status == 400);
    auto both = changed(changed(fields, "email", "two@example.org"), "email_again", "two@example.org");
    const Page second = browser.post("/register", both, page);
    BOOST_TEST(second.status == 400);
    BOOST_TEST(second.shows("This code was used before."));
    BOOST_TEST(second.field("code_id") != page.field("code_id"));
    BOOST_TEST(second.field("code").empty());
}

BOOST_AUTO_TEST_CASE(the_signs_in_the_picture_pass_without_demo_and_the_demo_code_does_not) {
    IdpProgram idp([](idp::Settings& settings) { settings.demo = idp::Demo::off; });
    auto browser = idp.browser();
    const Page refused = IdpProgram::send_registration(browser, IdpProgram::registration("one@example.org"));
    BOOST_TEST(refused.status == 400);
    BOOST_TEST(refused.shows("These were not the signs in the picture."));

    const Page page = browser.get("/register");
    const std::string signs = signs_of(idp, browser, page);
    BOOST_TEST_REQUIRE(signs.size() == 6U);
    std::string typed;
    for (const char sign : signs) typed += std::string(1, static_cast<char>(std::tolower(sign))) + " ";
    auto fields = changed(IdpProgram::registration("one@example.org"), "code", typed);
    fields.emplace_back("code_id", page.field("code_id"));
    BOOST_TEST(browser.post("/register", fields, page).status == 303);
}

BOOST_AUTO_TEST_CASE(a_wrong_answer_uses_the_picture_up) {
    IdpProgram idp([](idp::Settings& settings) { settings.demo = idp::Demo::off; });
    auto browser = idp.browser();
    const Page page = browser.get("/register");
    const std::string signs = signs_of(idp, browser, page);
    auto fields = changed(IdpProgram::registration("one@example.org"), "code", "XXXXXX");
    fields.emplace_back("code_id", page.field("code_id"));
    BOOST_TEST(browser.post("/register", fields, page).status == 400);
    const Page late = browser.post("/register", changed(fields, "code", signs), page);
    BOOST_TEST(late.status == 400);
    BOOST_TEST(late.shows("This code was used before."));
}

BOOST_AUTO_TEST_CASE(a_code_lives_ten_minutes_and_in_one_browser) {
    IdpProgram idp;
    auto browser = idp.browser();
    auto stranger = idp.browser();
    const Page page = browser.get("/register");
    const Page strange = stranger.get("/register");
    auto fields = IdpProgram::registration("one@example.org");
    fields.emplace_back("code_id", page.field("code_id"));
    BOOST_TEST(stranger.post("/register", fields, strange).status == 400);
    BOOST_TEST(stranger.get("/register/code/" + page.field("code_id") + ".png").status == 404);
    idp.clock.advance(std::chrono::minutes(10));
    const Page late = browser.post("/register", fields, page);
    BOOST_TEST(late.status == 400);
    BOOST_TEST(late.shows("The picture was too old."));
    BOOST_TEST(browser.get("/register/code/" + page.field("code_id") + ".png").status == 404);
}

BOOST_AUTO_TEST_CASE(the_picture_is_a_png_of_its_own_and_a_new_code_keeps_what_was_typed) {
    IdpProgram idp;
    auto browser = idp.browser();
    const Page page = browser.get("/register");
    const Page picture = browser.get("/register/code/" + page.field("code_id") + ".png");
    BOOST_TEST(picture.status == 200);
    BOOST_TEST(picture.header("Content-Type") == "image/png");
    BOOST_TEST(picture.header("Cache-Control") == "no-store");
    BOOST_TEST(picture.body.substr(1, 3) == "PNG");

    auto fields = without(IdpProgram::registration("one@example.org"), "privacy");
    fields.emplace_back("code_id", page.field("code_id"));
    fields.emplace_back("new_code", "yes");
    const Page renewed = browser.post("/register", fields, page);
    BOOST_TEST(renewed.status == 200);
    BOOST_TEST(renewed.field("code_id") != page.field("code_id"));
    BOOST_TEST(renewed.field("code").empty());
    BOOST_TEST(renewed.field("last_name") == "Marchand-Kovač");
    BOOST_TEST(!renewed.shows("There is"));
}

BOOST_AUTO_TEST_SUITE_END()
