// The decision API (AuthZEN 1.0) and the posts of a person, over HTTP with tokens of the issuer.
#include "authz/store/grants.hpp"
#include "base/json.hpp"
#include "tests/authz/authz_program.hpp"

#include <boost/test/unit_test.hpp>

namespace gatehouse::tests {
namespace {

using namespace authz;

const std::string question = R"({"subject":{"type":"person","id":"n1"},"action":{"name":"act_as"},"resource":{"type":"post","id":"p1"}})";

bool decision(const Page& page) {
    BOOST_REQUIRE_EQUAL(page.status, 200);
    return json::parse(page.body).value().at("decision").as_bool();
}

// A German operator's importer, accepted by the national authority; its id and post.
struct Importer {
    explicit Importer(AuthzProgram& here)
        : asked(here.registry.hold(here.registry.actor("n1"), "op:harvest", "importer", here.registry.german_officer())) {
        post = here.post_of(asked);
    }
    RequestPostId asked;
    std::string post;
};

BOOST_AUTO_TEST_SUITE(evaluation)

BOOST_AUTO_TEST_CASE(who_holds_the_post_may_act_and_nobody_else) {
    AuthzProgram here;
    const Importer importer(here);
    here.registry.actor("n2");
    BOOST_TEST(decision(here.evaluate("n1", importer.post)));
    BOOST_TEST(!decision(here.evaluate("n2", importer.post)));
    BOOST_TEST(!decision(here.evaluate("n1", "no-such-post")));
}

BOOST_AUTO_TEST_CASE(an_unknown_person_and_a_no_are_the_same_answer) {
    AuthzProgram here;
    const Importer importer(here);
    here.registry.actor("n2");
    const std::string no = here.evaluate("n2", importer.post).body;
    BOOST_TEST(here.evaluate("nobody", importer.post).body == no);
    BOOST_TEST(here.evaluate("n1", "no-such-post").body == no);
    BOOST_TEST(here.evaluate("https://localhost:8443 n1", importer.post).body == no);
}

BOOST_AUTO_TEST_CASE(a_grant_holds_from_its_first_instant_until_before_its_last) {
    AuthzProgram here;
    const Importer importer(here);
    auto& clock = here.registry.clock;
    const auto id = here.grant_of(importer.asked);
    const Instant from = from_millis(here.registry.count("SELECT valid_from FROM grants WHERE id = '" + id + "'"));
    const Instant until = from + std::chrono::hours(1);
    BOOST_REQUIRE(here.registry.raw("UPDATE grants SET valid_until = " + std::to_string(to_millis(until)) + " WHERE id = '" + id + "'"));
    const auto at = [&](Instant when) {
        clock.set(when);
        return decision(here.evaluate("n1", importer.post));
    };
    BOOST_TEST(!at(from - Milliseconds(1)));
    BOOST_TEST(at(from));
    BOOST_TEST(at(until - Milliseconds(1)));
    BOOST_TEST(!at(until));
}

BOOST_AUTO_TEST_CASE(a_post_needs_a_valid_organisation_with_a_valid_activity) {
    AuthzProgram here;
    const Importer importer(here);
    const std::string harvest = here.registry.organisation("op:harvest").str();
    const auto with = [&](const std::string& change, const std::string& back) {
        BOOST_REQUIRE(here.registry.raw(change + harvest + "'"));
        const bool yes = decision(here.evaluate("n1", importer.post));
        BOOST_REQUIRE(here.registry.raw(back + harvest + "'"));
        return yes;
    };
    BOOST_TEST(!with("UPDATE organisation SET status = 'suspended' WHERE id = '", "UPDATE organisation SET status = 'valid' WHERE id = '"));
    BOOST_TEST(!with("UPDATE organisation_activity SET valid = 0 WHERE role = 'importer' AND organisation = '",
                     "UPDATE organisation_activity SET valid = 1 WHERE role = 'importer' AND organisation = '"));
    BOOST_TEST(decision(here.evaluate("n1", importer.post)));
}

BOOST_AUTO_TEST_CASE(all_countries_of_a_body_end_with_its_last_valid_country) {
    AuthzProgram here;
    const auto asked =
        here.registry.hold(here.registry.actor("n1"), "cb:171", "control_body", here.registry.commission(), MakeAdministrator::no, "*");
    BOOST_TEST(decision(here.evaluate("n1", here.post_of(asked))));
    BOOST_REQUIRE(here.registry.raw("UPDATE control_body_country SET valid = 0"));
    BOOST_TEST(!decision(here.evaluate("n1", here.post_of(asked))));
}

BOOST_AUTO_TEST_CASE(under_another_name_a_person_may_not_act) {
    AuthzProgram here;
    const Importer importer(here);
    here.registry.rename("n1", "Anna", "Nowak-Berg");
    BOOST_TEST(!decision(here.evaluate("n1", importer.post)));
    here.registry.actor("n1");
    BOOST_TEST(decision(here.evaluate("n1", importer.post)));
}

BOOST_AUTO_TEST_CASE(other_questions_are_answered_no) {
    AuthzProgram here;
    const Importer importer(here);
    const auto ask = [&](const std::string& subject, const std::string& action, const std::string& resource) {
        const std::string body = R"({"subject":{"type":")" + subject + R"(","id":"n1"},"action":{"name":")" + action +
                                 R"("},"resource":{"type":")" + resource + R"(","id":")" + importer.post + R"("}})";
        return decision(here.evaluate_raw(body, {{"Authorization", "Bearer " + here.service_token()}}));
    };
    BOOST_TEST(ask("person", "act_as", "post"));
    BOOST_TEST(!ask("user", "act_as", "post"));
    BOOST_TEST(!ask("person", "read", "post"));
    BOOST_TEST(!ask("person", "act_as", "organisation"));
}

BOOST_AUTO_TEST_CASE(unknown_members_are_ignored_and_the_request_id_comes_back) {
    AuthzProgram here;
    const std::string body = R"({"subject":{"type":"person","id":"n1","properties":{"x":1}},"action":{"name":"act_as","properties":{}},)"
                             R"("resource":{"type":"post","id":"p1"},"context":{"time":"1985-10-26T01:22-07:00"},"whatever":[1,2]})";
    const Page page = here.evaluate_raw(body, {{"Authorization", "Bearer " + here.service_token()}, {"X-Request-ID", "bfe9eb29-ab87"}});
    BOOST_TEST(!decision(page));
    BOOST_TEST(page.header("X-Request-ID") == "bfe9eb29-ab87");
    BOOST_TEST(page.header("Content-Type").starts_with("application/json"));
}

BOOST_AUTO_TEST_CASE(what_is_malformed_is_400_and_carries_the_request_id) {
    AuthzProgram here;
    const httplib::Headers headers = {{"Authorization", "Bearer " + here.service_token()}, {"X-Request-ID", "r-1"}};
    const std::vector<std::string> bodies = {
        "",
        "{",
        "[]",
        "\"x\"",
        "{}",
        R"({"action":{"name":"act_as"},"resource":{"type":"post","id":"p1"}})",
        R"({"subject":{"id":"n1"},"action":{"name":"act_as"},"resource":{"type":"post","id":"p1"}})",
        R"({"subject":{"type":"person"},"action":{"name":"act_as"},"resource":{"type":"post","id":"p1"}})",
        R"({"subject":{"type":"person","id":7},"action":{"name":"act_as"},"resource":{"type":"post","id":"p1"}})",
        R"({"subject":"n1","action":{"name":"act_as"},"resource":{"type":"post","id":"p1"}})",
        R"({"subject":{"type":"person","id":"n1"},"action":{},"resource":{"type":"post","id":"p1"}})",
        R"({"subject":{"type":"person","id":"n1"},"action":"act_as","resource":{"type":"post","id":"p1"}})",
        R"({"subject":{"type":"person","id":"n1"},"action":{"name":"act_as"}})",
        R"({"subject":{"type":"person","id":"n1"},"action":{"name":"act_as"},"resource":{"type":"post"}})",
        R"({"subject":{"type":"person","id":"n1"},"subject":{"type":"person","id":"n2"},"action":{"name":"act_as"},"resource":{"type":"post","id":"p1"}})",
        question + "x"};
    for (const auto& body : bodies) {
        const Page page = here.evaluate_raw(body, headers);
        BOOST_TEST(page.status == 400, body);
        BOOST_TEST(page.header("X-Request-ID") == "r-1");
    }
    auto other_type = headers;
    other_type.emplace("Content-Type", "text/plain");
    BOOST_TEST(here.evaluate_raw(question, other_type).status == 400);
}

BOOST_AUTO_TEST_CASE(only_a_service_token_for_exactly_this_environment_is_heard) {
    AuthzProgram here;
    const auto status = [&](const std::string& token) {
        return here.evaluate_raw(question, {{"Authorization", "Bearer " + token}}).status;
    };
    const auto token = [&](const std::string& audience, const std::string& scope, const FakeIssuer::Bend& bend = {}) {
        return here.issuer->access_token(audience, scope, bend);
    };
    const std::string own = here.settings().base_url;
    BOOST_TEST(here.evaluate_raw(question, {}).status == 401);
    BOOST_TEST(here.evaluate_raw(question, {}).header("WWW-Authenticate").starts_with("Bearer"));
    BOOST_TEST(status(here.service_token()) == 200);
    BOOST_TEST(status("x.y.z") == 401);
    BOOST_TEST(status(here.service_token("posts")) == 403);
    BOOST_TEST(status(token("https://localhost:9444", "decision")) == 401);  // the other environment's
    BOOST_TEST(status(token(own, "decision",
                            [&](auto&, auto& payload) { payload["aud"] = boost::json::array{own, "https://localhost:9444"}; })) == 401);
    BOOST_TEST(status(token(own, "decision", [](auto&, auto& payload) { payload["exp"] = 1; })) == 401);
    BOOST_TEST(status(token(own, "decision", [](auto&, auto& payload) { payload["iss"] = "https://evil.example"; })) == 401);
    BOOST_TEST(status(token(own, "decision", [](auto& header, auto&) { header["typ"] = "JWT"; })) == 401);
}

// A person's own token is no service's, whatever scope it carries.
BOOST_AUTO_TEST_CASE(a_persons_token_asks_no_questions_about_others) {
    AuthzProgram here;
    const std::string token = here.issuer->access_token(here.settings().base_url, "decision");
    BOOST_TEST(here.evaluate_raw(question, {{"Authorization", "Bearer " + token}}).status == 403);
}

BOOST_AUTO_TEST_CASE(the_configuration_names_this_decision_point) {
    AuthzProgram here;
    const auto document = json::parse(here.browser().get("/.well-known/authzen-configuration").body).value();
    BOOST_TEST(document.at("policy_decision_point").as_string() == here.settings().base_url);
    BOOST_TEST(document.at("access_evaluation_endpoint").as_string() == here.settings().base_url + "/access/v1/evaluation");
}

BOOST_AUTO_TEST_CASE(a_person_reads_the_own_posts_and_only_those_that_act) {
    AuthzProgram here;
    const Importer importer(here);
    here.issuer->sub = "n1";
    auto browser = here.browser();
    const auto read = [&](const std::string& scope) {
        return browser.get("/me/posts", {{"Authorization", "Bearer " + here.issuer->access_token(here.settings().base_url, scope)}});
    };
    const Page page = read("posts");
    BOOST_REQUIRE_EQUAL(page.status, 200);
    const auto answer = json::parse(page.body).value();
    BOOST_TEST(answer.at("environment").as_string() == "production");
    BOOST_TEST(answer.at("as_of").as_string() == rfc3339(here.registry.clock.now()));
    const auto& posts = answer.at("posts").as_array();
    BOOST_REQUIRE_EQUAL(posts.size(), 1u);
    BOOST_TEST(posts[0].at("post").as_string() == importer.post);
    BOOST_TEST(posts[0].at("role").as_string() == "importer");
    BOOST_TEST(posts[0].at("scope").as_string() == "DE");
    BOOST_TEST(posts[0].at("until").is_null());
    BOOST_TEST(read("decision").status == 403);
    BOOST_TEST(browser.get("/me/posts").status == 401);
    here.registry.rename("n1", "Anna", "Nowak-Berg");
    BOOST_TEST(json::parse(read("posts").body).value().at("posts").as_array().empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace gatehouse::tests
