// The same program on PostgreSQL: the statements are written once for both engines, here the other one runs them.
#include "tests/support/idp_program.hpp"
#include "tests/support/postgresql_cluster.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::tests;

BOOST_AUTO_TEST_SUITE(postgresql)

BOOST_AUTO_TEST_CASE(the_whole_life_of_an_account_works_on_postgresql) {
    if (const std::string why = PostgresqlCluster::why_absent(); !why.empty()) {
        BOOST_TEST_MESSAGE("skipped: " + why);
        return;
    }
    PostgresqlCluster cluster;
    IdpProgram idp([&](idp::Settings& settings) { settings.database = cluster.new_database(); });
    auto browser = idp.browser();
    BOOST_TEST_REQUIRE(IdpProgram::send_registration(browser, IdpProgram::registration("elodie@example.org")).status == 303);
    const std::string link = idp.link_to("elodie@example.org");

    std::atomic<int> succeeded = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&] {
            auto other = idp.browser();
            if (IdpProgram::set_password(other, link).status == 303) ++succeeded;
        });
    }
    for (auto& thread : threads) thread.join();
    BOOST_TEST(succeeded == 1);

    for (int i = 0; i < 4; ++i) BOOST_TEST(IdpProgram::sign_in(browser, "elodie.m", "x").status == 403);
    BOOST_TEST(IdpProgram::sign_in(browser, "elodie.m").status == 303);
    BOOST_TEST(browser.get("/account").shows("Marchand-Kovač"));

    browser.post("/forgotten", {{"username", "elodie.m"}, {"request", ""}}, browser.get("/forgotten"));
    BOOST_TEST(IdpProgram::set_password(browser, idp.link_to("elodie@example.org", 2), "Another horse 8!").status == 303);
    idp.clock.advance(std::chrono::days(60));
    BOOST_TEST(idp.program().run_background().has_value());
    BOOST_TEST(IdpProgram::sign_in(browser, "elodie.m", "Another horse 8!").status == 303);
}

BOOST_AUTO_TEST_SUITE_END()
