// gatehouse client import, client list.
#include "tests/apps/state_folder.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

using namespace gatehouse::tests;

BOOST_AUTO_TEST_SUITE(clients)

BOOST_AUTO_TEST_CASE(an_import_registers_changes_and_leaves_alone_with_a_leaf_for_each_change) {
    const StateFolder state;
    const auto file = state.write("clients.json", "[" + client_json("one") + "," + client_json("two") + "]");
    BOOST_TEST(state.done({"client", "import", file}) == "registered one\nregistered two\n");
    BOOST_TEST(state.done({"client", "import", file}) == "unchanged one\nunchanged two\n");
    const auto changed = state.write("clients.json", "[" + client_json("one", "Another name") + "]");
    BOOST_TEST(state.done({"client", "import", changed}) == "changed one\n");
    BOOST_TEST(state.rows({"client", "list"}).size() == 2);
    BOOST_TEST(state.rows({"audit", "list", "--accounts", "--act", "client.registered"}).size() == 2);
    BOOST_TEST(state.rows({"audit", "list", "--accounts", "--act", "client.changed"}).size() == 1);
}

BOOST_AUTO_TEST_CASE(a_table_is_aligned_and_shows_no_secret) {
    const StateFolder state;
    state.done({"client", "import", state.write("clients.json", "[" + client_json("desk") + "]")});
    const std::string table = state.done({"client", "list"});
    BOOST_TEST(table.starts_with("client_id  client_name"));
    BOOST_TEST(table.contains("\ndesk       COI desk"));
    BOOST_TEST(!state.done({"client", "list", "--json"}).contains("0123456789abcdef"));
}

BOOST_AUTO_TEST_CASE(pages_of_fifty_name_the_next_one) {
    const StateFolder state;
    std::string all;
    for (int i = 0; i < 60; ++i) all += (i == 0 ? "[" : ",") + client_json(fmt::format("client-{:02}", i));
    state.done({"client", "import", state.write("clients.json", all + "]")});
    const std::string first = state.done({"client", "list"});
    const auto hint = first.find("More: add --after ");
    BOOST_REQUIRE(hint != std::string::npos);
    BOOST_TEST(!first.contains("client-50"));
    const auto cursor = first.substr(hint + 18, first.size() - hint - 19);
    const std::string second = state.done({"client", "list", "--after", cursor});
    BOOST_TEST(second.contains("client-50"));
    BOOST_TEST(second.contains("client-59"));
    BOOST_TEST(!second.contains("client-49"));
    BOOST_TEST(!second.contains("More:"));
    BOOST_TEST(state.rows({"client", "list"}).size() == 60);
}

BOOST_AUTO_TEST_CASE(a_file_with_one_bad_client_registers_none) {
    const StateFolder state;
    state.done({"migrate"});
    std::string bad = client_json("bad");
    bad.replace(bad.find("https://localhost"), 17, "http://elsewhere.example");
    const auto file = state.write("clients.json", "[" + client_json("good") + "," + bad + "]");
    state.refused({"client", "import", file}, {file, "client 2 (bad)", "redirect_uris"});
    BOOST_TEST(state.rows({"client", "list"}).empty());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_list_of_clients_is_refused_by_name) {
    const StateFolder state;
    state.done({"migrate"});
    const auto file = state.write("clients.json", "{\"client_id\": 1");
    state.refused({"client", "import", file}, {file});
    state.refused({"client", "import", state.write("clients.json", "{}")}, {file, "array"});
    state.refused({"client", "import", state.file("missing.json")}, {"missing.json", "no such file"});
    state.refused({"client", "import", state.file("config")}, {"folder"});
    state.refused({"client", "import"}, {"file is required"});
}

BOOST_AUTO_TEST_SUITE_END()
