// gatehouse person add, person list.
#include "tests/apps/state_folder.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace gatehouse::tests;

namespace {

Words add(const std::string& username, const std::string& email) {
    return {"person", "add", "--username", username, "--first-name", "Zoë", "--last-name", "Ångström", "--email", email};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(persons)

BOOST_AUTO_TEST_CASE(a_person_with_a_password_stands_in_the_list_and_in_the_log) {
    const StateFolder state;
    auto words = add("zoe", "zoe@example.org");
    words.insert(words.end(), {"--password-file", state.file("password"), "--language", "sv"});
    BOOST_TEST(state.done(words).contains("zoe can sign in"));
    const auto rows = state.rows({"person", "list"});
    BOOST_REQUIRE_EQUAL(rows.size(), 1U);
    BOOST_TEST(rows[0].at("last_name").as_string() == "Ångström");
    BOOST_TEST(rows[0].at("email_language").as_string() == "sv");
    BOOST_TEST(rows[0].at("kind").as_string() == "person");
    const auto leaves = state.rows({"audit", "list", "--accounts", "--person", "zoe"});
    BOOST_REQUIRE_EQUAL(leaves.size(), 1U);
    BOOST_TEST(leaves[0].at("act").as_string() == "account.created");
}

BOOST_AUTO_TEST_CASE(a_person_without_a_password_is_invited_and_has_no_account_until_the_link_is_used) {
    const StateFolder state;
    BOOST_TEST(state.done(add("zoe", "zoe@example.org")).contains("mail"));
    BOOST_TEST(state.rows({"person", "list"}).empty());
    BOOST_TEST(state.rows({"audit", "list", "--accounts"}).size() == 1);
}

BOOST_AUTO_TEST_CASE(a_wrong_value_is_refused_by_its_option) {
    const StateFolder state;
    state.add_person("anna");
    state.refused(add("a", "zoe@example.org"), {"--username: "});
    state.refused(add("zoe", "nowhere"), {"--email: "});
    state.refused(add("anna", "zoe@example.org"), {"--username: ", "Somebody else"});
    state.refused(add("ANNA", "zoe@example.org"), {"--username: "});
    state.refused(add("zoe", "anna@example.org"), {"--email: "});
    auto words = add("zoe", "zoe@example.org");
    words.insert(words.end(), {"--language", "xx"});
    state.refused(words, {"--language: "});
    words = add("zoe", "zoe@example.org");
    words.insert(words.end(), {"--password-file", state.write("weak", "short\n")});
    state.refused(words, {"--password-file: "});
    words.back() = state.write("empty", "\n");
    state.refused(words, {state.file("empty")});
    state.refused({"person", "add", "--username", "zoe"}, {"--first-name"});
}

BOOST_AUTO_TEST_SUITE_END()
