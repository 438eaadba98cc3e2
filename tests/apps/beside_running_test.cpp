// The command line writes while a whole identity provider serves the same store: each sees the other's changes.
#include "tests/apps/state_folder.hpp"
#include "tests/support/idp_program.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <thread>

using namespace gatehouse::tests;

namespace {

// Program and folder share issuer, store and seal; the command line knows only the real time, so the program's clock shows it too.
struct Together {
    Together() { idp.clock.set(gatehouse::SystemClock().now() + gatehouse::Seconds(1)); }
    std::uint16_t port = free_port();
    std::string issuer = fmt::format("http://127.0.0.1:{}", port);
    StateFolder state{"demo", issuer};
    IdpProgram idp{[&](gatehouse::idp::Settings& settings) {
        settings.issuer = issuer;
        settings.listeners.front().port = port;
        settings.database = "sqlite:" + state.file("data/idp.db");
    }};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(beside_a_running_program)

BOOST_AUTO_TEST_CASE(a_person_added_by_the_command_line_signs_in_at_once) {
    Together both;
    both.state.add_person("anna");
    auto browser = both.idp.browser();
    BOOST_TEST(IdpProgram::sign_in(browser, "anna", std::string(StateFolder::password)).status == 303);
}

BOOST_AUTO_TEST_CASE(an_invitation_is_mailed_by_the_running_program_and_its_link_sets_the_password) {
    Together both;
    both.state.done({"person", "add", "--username", "zoe", "--first-name", "Zoë", "--last-name", "Ångström", "--email", "zoe@example.org"});
    auto browser = both.idp.browser();
    BOOST_TEST(IdpProgram::set_password(browser, both.idp.link_to("zoe@example.org")).status == 303);
    const auto rows = both.state.rows({"person", "list"});
    BOOST_REQUIRE_EQUAL(rows.size(), 1U);
    BOOST_TEST(rows[0].at("username").as_string() == "zoe");
}

BOOST_AUTO_TEST_CASE(an_account_made_on_the_page_is_in_the_list) {
    Together both;
    auto browser = both.idp.browser();
    both.idp.make_account(browser, "elodie@example.org");
    BOOST_TEST(both.state.done({"person", "list"}).contains("elodie@example.org"));
    BOOST_TEST(both.state.done({"audit", "verify", "--accounts"}).contains("leaves hold"));
}

BOOST_AUTO_TEST_CASE(imports_of_two_processes_at_once_beside_the_program_lose_nothing) {
    Together both;
    std::vector<std::string> files;
    for (int i = 0; i < 8; ++i)
        files.push_back(both.state.write(fmt::format("{}.json", i), "[" + client_json(fmt::format("client-{}", i)) + "]"));
    int failed = 0;
    std::thread other([&] {
        for (int i = 4; i < 8; ++i)
            failed += std::system(fmt::format("GATEHOUSE_VAR='{}' '{}/bin/gatehouse' client import '{}' >/dev/null", both.state.file(""),
                                              GATEHOUSE_BINARY_DIR, files[i])
                                      .c_str()) == 0
                          ? 0
                          : 1;
    });
    for (int i = 0; i < 4; ++i) both.state.done({"client", "import", files[i]});
    other.join();
    BOOST_TEST(failed == 0);
    BOOST_TEST(both.state.rows({"client", "list"}).size() == 8);
    BOOST_TEST(both.state.rows({"audit", "list", "--accounts", "--act", "client.registered"}).size() == 8);
    both.state.done({"audit", "verify", "--accounts"});
}

BOOST_AUTO_TEST_SUITE_END()
