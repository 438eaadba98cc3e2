#include "base/http/message.hpp"
#include "base/http/session.hpp"

#include <boost/test/unit_test.hpp>

namespace gatehouse::tests {

namespace {

using http::Parameters;
using http::Request;
using http::Response;

struct Session {
    crypto::SystemRandom random;
    crypto::Seal seal{Secret(std::string(32, 'k')), random};
    http::SessionCookie cookie{seal, "__Host-gh-idp", "gatehouse-idp/session/v1"};

    std::string cookie_line(const http::SessionCookie& with, const std::string& id) const {
        Response response;
        with.write(response, id, std::nullopt);
        const std::string line(response.headers.get("Set-Cookie").value_or(""));
        return line.substr(0, line.find(';'));
    }
    static Request with_cookie(const std::string& line) {
        Request request;
        request.authority = "localhost:8443";
        request.headers.add("Cookie", line);
        return request;
    }
    bool accepts(const std::vector<std::string>& origins, const std::vector<std::string>& tokens, std::string_view id = "session-1") const {
        Request request;
        request.authority = "localhost:8443";
        for (const auto& origin : origins) request.headers.add("Origin", origin);
        Parameters form;
        for (const auto& token : tokens) form.add("form_token", token);
        return cookie.check_form(request, form, id).has_value();
    }
};

bool refused(std::string_view encoded) {
    return !Parameters::parse(encoded).has_value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_message)

BOOST_AUTO_TEST_CASE(parameters_are_decoded_once_and_strictly) {
    const auto parsed = Parameters::parse("a=1%202&b=x+y&&c&d=%C3%A9&a=3");
    BOOST_REQUIRE(parsed.has_value());
    BOOST_TEST(parsed->get("a") == "1 2");
    BOOST_TEST(parsed->get("b") == "x y");
    BOOST_TEST(parsed->has("c"));
    BOOST_TEST(parsed->get("c") == "");
    BOOST_TEST(parsed->get("d") == "é");
    BOOST_TEST(parsed->all("a").size() == 2U);
    BOOST_TEST(parsed->get("absent") == "");
    for (const char* bad : {"a=%", "a=%4", "a=%GG", "a=%FF", "a=%C0%AF", "a=%ED%A0%80", "a=%00", "%FF=a"}) BOOST_TEST(refused(bad), bad);
    BOOST_TEST(refused("a=" + std::string(16 * 1024 + 1, 'x')));
    std::string many;
    for (int i = 0; i < 201; ++i) many += "a=1&";
    BOOST_TEST(refused(many));
}

BOOST_AUTO_TEST_CASE(a_repeated_parameter_is_an_error_where_one_is_wanted) {
    const auto parsed = Parameters::parse("a=1&a=2&b=&c=3");
    BOOST_REQUIRE(parsed.has_value());
    BOOST_TEST(!parsed->once("a").has_value());
    BOOST_TEST(parsed->once("a").error().field == "a");
    BOOST_TEST(!parsed->required("b").has_value());
    BOOST_TEST(!parsed->required("absent").has_value());
    BOOST_TEST(*parsed->required("c") == "3");
    BOOST_TEST(!parsed->once("absent")->has_value());
    BOOST_TEST(Parameters::parse(parsed->encode())->encode() == parsed->encode());
}

BOOST_AUTO_TEST_CASE(a_form_needs_its_content_type) {
    Request request;
    request.body = "a=1";
    BOOST_TEST((request.form().error().code == ErrorCode::unsupported_media_type));
    request.headers.set("Content-Type", "application/json");
    BOOST_TEST(!request.form().has_value());
    request.headers.set("content-type", "Application/X-WWW-Form-Urlencoded; charset=UTF-8");
    BOOST_REQUIRE(request.form().has_value());
    BOOST_TEST(request.form()->get("a") == "1");
}

BOOST_AUTO_TEST_CASE(headers_are_found_whatever_their_case) {
    http::Headers headers;
    headers.add("X-One", "1");
    headers.add("x-one", "2");
    BOOST_TEST(headers.get("X-ONE").value() == "1");
    BOOST_TEST(headers.all("x-One").size() == 2U);
    headers.set("X-one", "3");
    BOOST_TEST(headers.list().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_cookie_is_for_this_host_over_tls_and_not_for_script) {
    Response response;
    http::set_cookie(response, {"__Host-a", "v", 0});
    BOOST_TEST(response.headers.get("Set-Cookie").value() == "__Host-a=v; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(http_session)

BOOST_FIXTURE_TEST_CASE(a_session_cookie_comes_back_as_it_was_written, Session) {
    BOOST_TEST(cookie.read(with_cookie("other=1; " + cookie_line(cookie, "session-1"))).value_or("") == "session-1");
    BOOST_TEST(!cookie.read(Request{}).has_value());
    BOOST_TEST(!cookie.read(with_cookie("__Host-gh-idp=rubbish")).has_value());
    Response response;
    cookie.clear(response);
    BOOST_TEST(response.headers.get("Set-Cookie").value().find("Max-Age=0") != std::string_view::npos);
}

BOOST_FIXTURE_TEST_CASE(a_planted_second_cookie_takes_the_session_from_nobody, Session) {
    const std::string mine = cookie_line(cookie, "session-1");
    const std::string planted = cookie_line(cookie, "session-of-the-attacker");
    BOOST_TEST(!cookie.read(with_cookie(planted + "; " + mine)).has_value());
    Request two_lines = with_cookie(mine);
    two_lines.headers.add("Cookie", planted);
    BOOST_TEST(!cookie.read(two_lines).has_value());
}

BOOST_FIXTURE_TEST_CASE(a_cookie_of_another_program_or_environment_opens_nothing, Session) {
    const http::SessionCookie training(seal, "__Host-gh-idp", "gatehouse-authz/training/session/v1");
    BOOST_TEST(!training.read(with_cookie(cookie_line(cookie, "session-1"))).has_value());
    const crypto::Seal other_key(Secret(std::string(32, 'x')), random);
    const http::SessionCookie other(other_key, "__Host-gh-idp", "gatehouse-idp/session/v1");
    BOOST_TEST(!other.read(with_cookie(cookie_line(cookie, "session-1"))).has_value());
    BOOST_TEST(other.form_token("session-1") != cookie.form_token("session-1"));
    BOOST_TEST(training.form_token("session-1") != cookie.form_token("session-1"));
}

BOOST_FIXTURE_TEST_CASE(a_form_needs_our_exact_origin_and_the_sessions_own_token, Session) {
    const std::string token = cookie.form_token("session-1");
    BOOST_TEST(cookie.form_token("session-1") == token);
    BOOST_TEST(accepts({"https://localhost:8443"}, {token}));
    for (const char* origin : {"http://localhost:8443", "https://localhost:9443", "https://localhost", "https://localhost:8443/", "null",
                               "", "https://localhost:8443.evil.example"}) {
        BOOST_TEST(!accepts({origin}, {token}), origin);
    }
    BOOST_TEST(!accepts({}, {token}));
    BOOST_TEST(!accepts({"https://localhost:8443", "https://localhost:8443"}, {token}));
    BOOST_TEST(!accepts({"https://localhost:8443"}, {}));
    BOOST_TEST(!accepts({"https://localhost:8443"}, {token, token}));
    BOOST_TEST(!accepts({"https://localhost:8443"}, {cookie.form_token("session-2")}));
    BOOST_TEST(!accepts({"https://localhost:8443"}, {""}));
    BOOST_TEST(!accepts({"https://localhost:8443"}, {cookie.form_token("")}, ""));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace gatehouse::tests
