#include "base/config.hpp"

#include <boost/test/unit_test.hpp>

using namespace gatehouse;

namespace {

constexpr std::string_view example =
    "issuer = \"https://localhost:8443\"\n"
    "count = 3\n"
    "[mail]\n"
    "connector = \"mail-spool\"\n"
    "[mail.settings]\n"
    "folder = \"/x\"\n"
    "mode = \"fast\"\n"
    "[[listener]]\n"
    "port = 1\n"
    "[[listener]]\n"
    "port = 2\n"
    "prot = 3\n";

ConfigTable read(std::string_view text) {
    auto table = ConfigTable::read_text(text, "idp.toml");
    BOOST_REQUIRE(table);
    return *table;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(strict_configuration)

BOOST_AUTO_TEST_CASE(an_unknown_key_is_named_with_file_and_line) {
    const ConfigTable table = read("issuer = \"x\"\nisuer = \"y\"\n");
    BOOST_TEST(table.text("issuer").value() == "x");
    BOOST_TEST(table.finish().error().message ==
               "idp.toml:2: \"isuer\" is not a key that is known here; correct its spelling or remove it.");
    BOOST_TEST(table.finish().error().field == "isuer");
}

BOOST_AUTO_TEST_CASE(an_unknown_key_in_a_table_below_is_found_too) {
    const ConfigTable table = read(example);
    BOOST_TEST(table.text("issuer").has_value());
    BOOST_TEST(table.integer("count", 1, 9).value() == 3);
    const auto mail = table.table("mail").value().value();
    BOOST_TEST(mail.text("connector").value() == "mail-spool");
    const auto settings = mail.table("settings").value().value();
    BOOST_TEST((settings.keys() == std::vector<std::string>{"folder", "mode"}));
    for (const auto& key : settings.keys()) BOOST_TEST(settings.text(key).has_value());
    const auto listeners = table.tables("listener").value();
    BOOST_REQUIRE(listeners.size() == 2U);
    for (const auto& listener : listeners) BOOST_TEST(listener.integer("port", 1, 65535).has_value());
    BOOST_TEST(table.finish().error().message.starts_with("idp.toml:12: \"prot\" is not a key"));
}

BOOST_AUTO_TEST_CASE(a_table_that_nobody_asked_for_is_unknown) {
    BOOST_TEST(read("[mali]\nconnector = \"x\"\n").finish().error().message.starts_with("idp.toml:1: \"mali\""));
}

BOOST_AUTO_TEST_CASE(a_missing_key_a_wrong_type_and_a_value_out_of_range_name_their_line) {
    const ConfigTable table = read("a = 1\nport = 70000\nflag = \"yes\"\nlist = [\"x\", 1]\n");
    BOOST_TEST(table.text("issuer").error().message == "idp.toml:1: \"issuer\" is missing; add it to this table.");
    BOOST_TEST(table.text("a").error().message == "idp.toml:1: \"a\" must be a text in quotes.");
    BOOST_TEST(table.integer("port", 1, 65535).error().message == "idp.toml:2: \"port\" must be a whole number from 1 to 65535.");
    BOOST_TEST(table.flag_or("flag", false).error().message == "idp.toml:3: \"flag\" must be true or false.");
    BOOST_TEST(table.texts("list").error().message == "idp.toml:4: \"list\" must be a list of texts in quotes.");
    BOOST_TEST(table.tables("a").error().message == "idp.toml:1: \"a\" must be a list of tables; write [[a]].");
    BOOST_TEST(table.text_or("absent", "fallback").value() == "fallback");
    BOOST_TEST(table.texts("absent").value().empty());
}

BOOST_AUTO_TEST_CASE(text_that_is_no_toml_names_line_and_column) {
    const auto broken = ConfigTable::read_text("a = 1\nb = = 2\n", "idp.toml");
    BOOST_TEST(broken.error().message.starts_with("idp.toml:2:5: this is not valid TOML"));
    const auto absent = ConfigTable::read_file("/nonexistent/x.toml");
    BOOST_TEST(absent.error().message.starts_with("/nonexistent/x.toml:1:1: the file cannot be read"));
}

BOOST_AUTO_TEST_SUITE_END()
