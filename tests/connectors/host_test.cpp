// The plugin host: what it loads, what it refuses, and what it says then.
#include "connectors/host/host.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fmt/format.h>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <fstream>

namespace gatehouse::tests {
namespace {

const std::string folder = GATEHOUSE_BINARY_DIR "/connectors";
const std::string refused = GATEHOUSE_BINARY_DIR "/refused-connectors";

bool says(const Error& error, std::string_view words) {
    return error.message.find(words) != std::string::npos;
}

BOOST_AUTO_TEST_SUITE(host)

BOOST_AUTO_TEST_CASE(a_plugin_is_loaded_by_name_and_describes_itself) {
    const auto plugin = connector::load(folder, "mail-spool");
    BOOST_REQUIRE(plugin);
    BOOST_TEST(plugin->descriptor().name == "mail-spool");
    BOOST_TEST(plugin->descriptor().kind == "mail");
    BOOST_TEST(plugin->descriptor().abi == connector::abi);
}

BOOST_AUTO_TEST_CASE(a_plugin_of_another_interface_version_is_refused_with_both_versions_named) {
    const auto plugin = connector::load(refused, "from-tomorrow");
    BOOST_REQUIRE(!plugin);
    BOOST_CHECK(plugin.error().code == ErrorCode::bad_input);
    BOOST_TEST(says(plugin.error(), fmt::format("version {} of", connector::abi + 1)));
    BOOST_TEST(says(plugin.error(), fmt::format("speaks version {}", connector::abi)));
}

BOOST_AUTO_TEST_CASE(a_shared_object_that_is_no_connector_is_refused) {
    const auto plugin = connector::load(refused, "nothing");
    BOOST_REQUIRE(!plugin);
    BOOST_TEST(says(plugin.error(), "no Gatehouse connector"));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_shared_object_is_refused) {
    const TemporaryFolder own;
    std::ofstream(own.file("gatehouse-connector-text.so")) << "hello";
    const auto plugin = connector::load(own.path().string(), "text");
    BOOST_REQUIRE(!plugin);
    BOOST_TEST(says(plugin.error(), "cannot be loaded"));
}

BOOST_AUTO_TEST_CASE(a_name_is_no_path) {
    for (const auto* name : {"../connectors/mail-spool", "mail spool", "", "Mail-Spool", "mail-spool.so"}) {
        const auto plugin = connector::load(folder, name);
        BOOST_REQUIRE_MESSAGE(!plugin, name);
        BOOST_CHECK(plugin.error().code == ErrorCode::bad_input);
    }
}

BOOST_AUTO_TEST_CASE(a_connector_that_is_not_there_is_named_with_its_place) {
    const auto plugin = connector::load(folder, "mail-pigeon");
    BOOST_REQUIRE(!plugin);
    BOOST_TEST(says(plugin.error(), "mail-pigeon"));
    BOOST_TEST(says(plugin.error(), folder));
}

BOOST_AUTO_TEST_CASE(settings_are_held_to_what_was_declared) {
    Log log("tests", LogLevel::error);
    const TemporaryFolder own;
    const auto plugin = connector::load(folder, "mail-spool");
    BOOST_REQUIRE(plugin);
    const auto missing = plugin->make_mail({}, log);
    BOOST_REQUIRE(!missing);
    BOOST_TEST(missing.error().field == "folder");
    BOOST_TEST(!plugin->make_mail({{"folder", ""}}, log).has_value());
    const auto unknown = plugin->make_mail({{"folder", own.file("mail")}, {"fodler", "x"}}, log);
    BOOST_REQUIRE(!unknown);
    BOOST_TEST(unknown.error().field == "fodler");
    BOOST_TEST(says(unknown.error(), "mail-spool"));
    BOOST_TEST(plugin->make_mail({{"folder", own.file("mail")}}, log).has_value());
}

BOOST_AUTO_TEST_CASE(a_mail_connector_is_no_directory) {
    Log log("tests", LogLevel::error);
    const auto plugin = connector::load(folder, "mail-spool");
    BOOST_REQUIRE(plugin);
    const auto directory = plugin->make_directory({{"folder", "/tmp"}}, log);
    BOOST_REQUIRE(!directory);
    BOOST_TEST(says(directory.error(), "directory"));
}

BOOST_AUTO_TEST_CASE(an_instance_outlives_the_plugin_value_that_made_it) {
    Log log("tests", LogLevel::error);
    const TemporaryFolder own;
    std::unique_ptr<connector::MailSender> sender;
    {
        auto plugin = connector::load(folder, "mail-spool");
        BOOST_REQUIRE(plugin);
        auto made = plugin->make_mail({{"folder", own.file("mail")}}, log);
        BOOST_REQUIRE(made);
        sender = std::move(*made);
    }
    BOOST_TEST(!sender->send({}).has_value());  // calls into the code of the plugin
}

BOOST_AUTO_TEST_CASE(the_list_shows_every_connector_and_names_what_cannot_be_loaded) {
    const auto all = connector::list(folder);
    for (const auto* name : {"ldap", "mail-smtp", "mail-spool"})
        BOOST_TEST(std::ranges::any_of(all, [&](const auto& line) { return line.name == name && line.problem.empty(); }), name);
    const auto others = connector::list(refused);
    BOOST_REQUIRE_EQUAL(others.size(), 2u);
    for (const auto& line : others) BOOST_TEST(!line.problem.empty());
    BOOST_TEST(connector::list("/nowhere").empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace gatehouse::tests
