#include "tests/conformance/connectors/db_conformance.hpp"
#include "tests/support/postgresql_cluster.hpp"

#include <boost/test/unit_test.hpp>

using namespace gatehouse;
using namespace gatehouse::tests;

namespace {

std::unique_ptr<PostgresqlCluster> cluster_or_skip() {
    const std::string absent = PostgresqlCluster::why_absent();
    if (absent.empty()) return std::make_unique<PostgresqlCluster>();
    BOOST_TEST_MESSAGE("skipped: " << absent);
    return nullptr;
}

Result<std::int64_t> one(sql::Db& db) {
    return db.transact([](sql::Tx& tx) -> Result<std::int64_t> { return tx.query_one("SELECT CAST(:one AS BIGINT)", {1})->integer(0); });
}

void kill_other_sessions(sql::Db& db) {
    BOOST_REQUIRE(
        db.transact([](sql::Tx& tx) -> Result<void> {
              tx.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = current_user");
              return {};
          }).has_value());
}

void sessions_killed_by_the_server_are_replaced(const std::string& url) {
    const auto db = sql::Db::open({url, 2}).value();
    const auto killer = sql::Db::open({url, 1}).value();
    for (int round = 0; round < 3; ++round) {
        BOOST_TEST(one(*db).value() == 1);  // statements are kept now
        BOOST_TEST(db->read([](sql::ReadTx& tx) -> Result<std::size_t> { return tx.query("SELECT 1").size(); }).value() == 1);
        kill_other_sessions(*killer);
        BOOST_TEST(one(*db).value() == 1);
        BOOST_TEST(db->read([](sql::ReadTx& tx) -> Result<std::size_t> { return tx.query("SELECT 1").size(); }).value() == 1);
    }
}

void a_session_lost_inside_a_transaction_answers_unavailable(const std::string& url) {
    const auto db = sql::Db::open({url, 2}).value();
    const auto killer = sql::Db::open({url, 1}).value();
    int runs = 0;
    const auto lost = db->transact([&](sql::Tx& tx) -> Result<void> {
        ++runs;
        tx.query("SELECT 1");
        kill_other_sessions(*killer);
        tx.query("SELECT 1");
        return {};
    });
    BOOST_REQUIRE(!lost.has_value());
    BOOST_TEST(static_cast<int>(lost.error().code) == static_cast<int>(ErrorCode::unavailable));
    BOOST_TEST(runs == 1);
    BOOST_TEST(one(*db).value() == 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(postgresql_db)

BOOST_AUTO_TEST_CASE(postgresql_behaves_as_every_store) {
    const auto cluster = cluster_or_skip();
    if (!cluster) return;
    db_conformance("postgresql", [&] {
        const std::string url = cluster->new_database();
        return Store{url, sql::Db::open({url}).value()};
    });
    schema_conformance(cluster->new_database());
    sessions_killed_by_the_server_are_replaced(cluster->new_database());
    a_session_lost_inside_a_transaction_answers_unavailable(cluster->new_database());
}

BOOST_AUTO_TEST_CASE(a_url_that_cannot_be_read_is_refused_without_repeating_it) {
    for (const std::string url : {"postgresql:dbname", "postgresql://user:hidden@[", "mysql:x", "sqlite:", "sqlite:a\"b"}) {
        const auto db = sql::Db::open({url});
        BOOST_REQUIRE(!db.has_value());
        BOOST_TEST(static_cast<int>(db.error().code) == static_cast<int>(ErrorCode::bad_input));
        BOOST_TEST((db.error().message + db.error().detail).find("hidden") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_is_not_there_is_unavailable) {
    const auto db = sql::Db::open({"postgresql:host=/nonexistent user=u dbname=d password=hidden"});
    BOOST_REQUIRE(!db.has_value());
    BOOST_TEST(static_cast<int>(db.error().code) == static_cast<int>(ErrorCode::unavailable));
    BOOST_TEST((db.error().message + db.error().detail).find("hidden") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
