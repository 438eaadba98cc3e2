#include "tests/conformance/connectors/db_conformance.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

#include <sys/wait.h>
#include <unistd.h>

using namespace gatehouse;
using namespace gatehouse::tests;

namespace {

// Commits row after row and says so, until it is killed.
void write_and_acknowledge(const std::string& url, int acknowledgements) {
    const auto db = sql::Db::open({url, 1}).value();
    for (std::int64_t row = 1;; ++row) {
        const auto done =
            db->transact([&](sql::Tx& tx) -> Result<std::int64_t> { return tx.execute("INSERT INTO row (id) VALUES (:id)", {row}); });
        if (!done) ::_exit(1);
        if (::write(acknowledgements, &row, sizeof row) != sizeof row) ::_exit(1);
    }
}

std::size_t memory_folders() {
    std::size_t found = 0;
    std::error_code failed;
    const std::string ours = "gatehouse-memory-" + std::to_string(::getpid()) + "-";
    for (const auto& entry : std::filesystem::directory_iterator("/dev/shm", failed))
        if (entry.path().filename().string().starts_with(ours)) ++found;
    return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sqlite_db)

BOOST_AUTO_TEST_CASE(a_store_in_memory_behaves_as_every_store) {
    db_conformance("memory", [] { return Store{"sqlite::memory:", sql::Db::open({"sqlite::memory:"}).value()}; });
    schema_conformance("sqlite::memory:");
}

BOOST_AUTO_TEST_CASE(a_store_in_a_file_behaves_as_every_store) {
    const TemporaryFolder folder;
    const std::string url = "sqlite:" + folder.file("a store.db");
    db_conformance("file", [&] { return Store{url, sql::Db::open({url}).value()}; });
    schema_conformance("sqlite:" + folder.file("schema.db"));
}

BOOST_AUTO_TEST_CASE(two_stores_in_memory_share_nothing_and_leave_nothing) {
    const auto before = memory_folders();
    {
        const auto one = sql::Db::open({"sqlite::memory:"}).value();
        const auto two = sql::Db::open({"sqlite::memory:"}).value();
        BOOST_TEST(memory_folders() == before + 2);
        BOOST_REQUIRE(
            one->transact([](sql::Tx& tx) -> Result<std::int64_t> { return tx.execute("CREATE TABLE only_here (id TEXT)"); }).has_value());
        BOOST_TEST(
            !two->read([](sql::ReadTx& tx) -> Result<std::size_t> { return tx.query("SELECT id FROM only_here").size(); }).has_value());
    }
    BOOST_TEST(memory_folders() == before);
}

BOOST_AUTO_TEST_CASE(every_acknowledged_row_survives_kill_9) {
    const TemporaryFolder folder;
    const std::string url = "sqlite:" + folder.file("killed.db");
    BOOST_REQUIRE(sql::Db::open({url})
                      .value()
                      ->transact([](sql::Tx& tx) -> Result<std::int64_t> { return tx.execute("CREATE TABLE row (id BIGINT PRIMARY KEY)"); })
                      .has_value());
    for (int round = 0; round < 3; ++round) {
        BOOST_REQUIRE(sql::Db::open({url})
                          .value()
                          ->transact([](sql::Tx& tx) -> Result<std::int64_t> { return tx.execute("DELETE FROM row"); })
                          .has_value());
        const auto acknowledged = kill_after(200, [&](int pipe) { write_and_acknowledge(url, pipe); });
        BOOST_REQUIRE(acknowledged.size() >= 200u);
        const auto db = sql::Db::open({url}).value();
        const auto rows = db->read([](sql::ReadTx& tx) -> Result<std::set<std::int64_t>> {
            std::set<std::int64_t> found;
            for (const sql::Row& row : tx.query("SELECT id FROM row")) found.insert(row.integer(0));
            return found;
        });
        for (const std::int64_t id : acknowledged) BOOST_TEST(rows->contains(id));
        BOOST_TEST(rows->size() <= acknowledged.size() + 1);  // at most the one whose acknowledgement was cut off
    }
}

BOOST_AUTO_TEST_CASE(a_transaction_inside_a_transaction_is_refused_not_deadlocked) {
    const auto db = sql::Db::open({"sqlite::memory:"}).value();
    const auto outer = db->transact([&](sql::Tx&) -> Result<void> {
        const auto inner = db->transact([](sql::Tx&) -> Result<void> { return {}; });
        BOOST_TEST(!inner.has_value());
        return {};
    });
    BOOST_TEST(outer.has_value());
}

BOOST_AUTO_TEST_CASE(a_store_whose_folder_is_missing_is_unavailable) {
    const auto db = sql::Db::open({"sqlite:/nonexistent/store.db"});
    BOOST_REQUIRE(!db.has_value());
    BOOST_TEST(static_cast<int>(db.error().code) == static_cast<int>(ErrorCode::unavailable));
    BOOST_TEST(db.error().detail.find("/nonexistent/store.db") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
