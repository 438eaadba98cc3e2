#include "tests/conformance/connectors/db_conformance.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::tests {

namespace {

using sql::Db;
using sql::ReadTx;
using sql::Row;
using sql::Tx;
using sql::Value;

std::string problem(const auto& result) {
    return result ? "" : result.error().message + " " + result.error().detail;
}

void make_table(Db& db) {
    const auto made = db.transact([](Tx& tx) -> Result<void> {
        tx.execute("CREATE TABLE thing (id TEXT PRIMARY KEY, amount BIGINT, note TEXT, CHECK (amount >= 0))");
        tx.execute("CREATE TABLE part (id TEXT PRIMARY KEY, thing TEXT NOT NULL REFERENCES thing (id))");
        return {};
    });
    BOOST_REQUIRE_MESSAGE(made.has_value(), problem(made));
}

Result<std::int64_t> put(Db& db, const std::string& id, std::int64_t amount) {
    return db.transact(
        [&](Tx& tx) -> Result<std::int64_t> { return tx.execute("INSERT INTO thing (id, amount) VALUES (:id, :amount)", {id, amount}); });
}

std::int64_t amount_of(Db& db, const std::string& id) {
    const auto amount = db.read([&](ReadTx& tx) -> Result<std::int64_t> {
        const auto row = tx.query_one("SELECT amount FROM thing WHERE id = :id", {id});
        return row ? row->integer(0) : -1;
    });
    BOOST_REQUIRE(amount.has_value());
    return *amount;
}

std::int64_t count(Db& db) {
    const auto number = db.read([](ReadTx& tx) -> Result<std::int64_t> { return tx.query_one("SELECT COUNT(*) FROM thing")->integer(0); });
    BOOST_REQUIRE(number.has_value());
    return *number;
}

void what_was_written_is_read_back_whole(Db& db) {
    const std::int64_t large = 5'000'000'000'000;  // over 32 bits, where soci::row fails
    const std::string quotes = "O'Brien “ż” \\ \"x\" $1 :not_a_name \n";
    const auto written = db.transact([&](Tx& tx) -> Result<std::int64_t> {
        return tx.execute("INSERT INTO thing (id, amount, note) VALUES (:id, :amount, :note)", {"whole", large, quotes});
    });
    BOOST_REQUIRE_MESSAGE(written.has_value(), problem(written));
    BOOST_TEST(*written == 1);
    const auto row = db.read([](ReadTx& tx) -> Result<Row> {
        return *tx.query_one("SELECT amount, note, COUNT(*) OVER (), SUM(amount) OVER (), amount + 1 FROM thing WHERE id = 'whole'");
    });
    BOOST_REQUIRE(row.has_value());
    BOOST_TEST(row->integer(0) == large);
    BOOST_TEST(row->text(1) == quotes);
    BOOST_TEST(row->integer(2) == 1);
    BOOST_TEST(row->integer(3) == large);
    BOOST_TEST(row->integer(4) == large + 1);
    BOOST_CHECK_THROW(row->text(0), std::logic_error);
    BOOST_CHECK_THROW(row->integer(1), std::logic_error);
    BOOST_CHECK_THROW(row->integer(9), std::logic_error);
}

void null_is_neither_empty_nor_zero(Db& db) {
    const std::string_view insert = "INSERT INTO thing (id, amount, note) VALUES (:id, :amount, :note)";
    const auto written = db.transact([&](Tx& tx) -> Result<void> {
        tx.execute(insert, {"null-both", nullptr, nullptr});  // the same statement with each mixture of types
        tx.execute(insert, {"null-text", 7, nullptr});
        tx.execute(insert, {"null-none", 7, ""});
        return {};
    });
    BOOST_REQUIRE(written.has_value());
    const auto rows = db.read([](ReadTx& tx) -> Result<std::vector<Row>> {
        return tx.query("SELECT amount, note FROM thing WHERE id LIKE 'null-%' ORDER BY id");
    });
    BOOST_REQUIRE(rows.has_value());
    BOOST_REQUIRE(rows->size() == 3);
    BOOST_TEST((*rows)[0].is_null(0));
    BOOST_TEST(!(*rows)[0].optional_text(1).has_value());
    BOOST_TEST((*rows)[1].optional_text(1).value() == "");
    BOOST_TEST((*rows)[2].optional_integer(0).value() == 7);
    BOOST_CHECK_THROW((*rows)[0].integer(0), std::logic_error);
}

void a_text_with_nul_is_refused_not_cut(Db& db) {
    const auto written = db.transact([](Tx& tx) -> Result<void> {
        tx.execute("INSERT INTO thing (id) VALUES (:id)", {std::string("cut\0here", 8)});
        return {};
    });
    BOOST_REQUIRE(!written);
    BOOST_TEST(static_cast<int>(written.error().code) == static_cast<int>(ErrorCode::bad_input));
    BOOST_TEST(amount_of(db, "cut") == -1);
}

// Kept statements are used again and again while another session writes: un-reset SELECTs would show the first value for ever.
void a_reader_sees_each_commit_after_it(Db& db, Db& other) {
    BOOST_REQUIRE(put(db, "moving", 0).has_value());
    for (std::int64_t value = 1; value <= 20; ++value) {
        BOOST_TEST(amount_of(db, "moving") == value - 1);
        BOOST_TEST(amount_of(other, "moving") == value - 1);
        Db& writer = value % 2 == 0 ? db : other;
        const auto changed = writer.transact([&](Tx& tx) -> Result<std::int64_t> {
            BOOST_TEST(tx.query_one("SELECT amount FROM thing WHERE id = :id", {"moving"})->integer(0) == value - 1);
            return tx.execute("UPDATE thing SET amount = :amount WHERE id = :id", {value, "moving"});
        });
        BOOST_REQUIRE_MESSAGE(changed.has_value(), problem(changed));
        BOOST_TEST(*changed == 1);
    }
}

void insert_returning_commits(Db& db, Db& other) {
    for (int round = 0; round < 3; ++round) {
        const auto id = db.transact([&](Tx& tx) -> Result<std::string> {
            return tx.query("INSERT INTO thing (id, amount) VALUES (:id, 1) RETURNING id", {"returned-" + std::to_string(round)})
                .at(0)
                .text(0);
        });
        BOOST_REQUIRE(id.has_value());
        BOOST_TEST(amount_of(other, *id) == 1);
        BOOST_REQUIRE(put(other, "after-" + *id, 2).has_value());  // nobody is locked out
    }
}

void the_row_count_decides(Db& db) {
    BOOST_REQUIRE(put(db, "once", 1).has_value());
    const auto use = [&] {
        const auto used = db.transact([](Tx& tx) -> Result<std::int64_t> {
            return tx.execute("UPDATE thing SET amount = 2 WHERE id = :id AND amount = 1", {"once"});
        });
        BOOST_REQUIRE(used.has_value());
        return *used;
    };
    BOOST_TEST(use() == 1);
    BOOST_TEST(use() == 0);  // sqlite3_changes would still say 1
    const auto again = db.transact(
        [](Tx& tx) -> Result<std::int64_t> { return tx.execute("INSERT INTO thing (id) VALUES (:id) ON CONFLICT DO NOTHING", {"once"}); });
    BOOST_TEST(again.value() == 0);
}

void of_many_that_use_one_code_one_succeeds(Db& db) {
    BOOST_REQUIRE(put(db, "code", 1).has_value());
    std::atomic<int> winners{0}, errors{0};
    std::vector<std::thread> threads;
    for (int each = 0; each < 8; ++each)
        threads.emplace_back([&] {
            const auto used = db.transact([](Tx& tx) -> Result<std::int64_t> {
                return tx.execute("UPDATE thing SET amount = 2 WHERE id = :id AND amount = 1", {"code"});
            });
            if (!used) ++errors;
            if (used && *used == 1) ++winners;
        });
    for (std::thread& thread : threads) thread.join();
    BOOST_TEST(errors == 0);
    BOOST_TEST(winners == 1);
}

void concurrent_increments_all_count(Db& db) {
    BOOST_REQUIRE(put(db, "counter", 0).has_value());
    std::atomic<int> errors{0};
    std::vector<std::thread> threads;
    for (int each = 0; each < 4; ++each)
        threads.emplace_back([&] {
            for (int round = 0; round < 10; ++round) {
                const auto done =
                    db.transact([](Tx& tx) -> Result<void> {  // look, then write: only serializable transactions get this right
                        const auto now = tx.query_one("SELECT amount FROM thing WHERE id = :id", {"counter"})->integer(0);
                        tx.execute("UPDATE thing SET amount = :amount WHERE id = :id", {now + 1, "counter"});
                        return {};
                    });
                if (!done) ++errors;
            }
        });
    for (std::thread& thread : threads) thread.join();
    BOOST_TEST(amount_of(db, "counter") == 40 - errors);
    BOOST_TEST(errors == 0);
}

void an_error_rolls_back_only_its_own_closure(Db& db) {
    std::vector<std::thread> threads;  // thrown together, so that SQLite runs them in one batch
    std::atomic<int> refused{0}, kept{0};
    for (int each = 0; each < 12; ++each)
        threads.emplace_back([&, each] {
            const auto done = db.transact([&](Tx& tx) -> Result<void> {
                tx.execute("INSERT INTO thing (id, amount) VALUES (:id, 1)", {"own-" + std::to_string(each)});
                if (each % 3 == 0) return fail(ErrorCode::forbidden, "Not this one.");
                if (each % 3 == 1) throw std::runtime_error("thrown");
                return {};
            });
            ++(done ? kept : refused);
        });
    for (std::thread& thread : threads) thread.join();
    BOOST_TEST(kept == 4);
    BOOST_TEST(refused == 8);
    for (int each = 0; each < 12; ++each) BOOST_TEST(amount_of(db, "own-" + std::to_string(each)) == (each % 3 == 2 ? 1 : -1));
}

void errors_carry_their_code_and_no_value(Db& db) {
    const std::string secret = "sid-very-secret";
    BOOST_REQUIRE(put(db, secret, 1).has_value());
    const auto twice = put(db, secret, 1);
    BOOST_REQUIRE(!twice);
    BOOST_TEST(static_cast<int>(twice.error().code) == static_cast<int>(ErrorCode::conflict));
    const auto check = db.transact([&](Tx& tx) -> Result<void> {
        tx.execute("INSERT INTO thing (id, amount, note) VALUES (:id, :amount, :note)", {"checked", -1, secret});
        return {};
    });
    BOOST_REQUIRE(!check);
    BOOST_TEST(static_cast<int>(check.error().code) == static_cast<int>(ErrorCode::internal));
    const auto orphan = db.transact([&](Tx& tx) -> Result<void> {
        tx.execute("INSERT INTO part (id, thing) VALUES (:id, :thing)", {"p", secret + "-missing"});
        return {};
    });
    BOOST_REQUIRE(!orphan);  // foreign keys are on
    const auto syntax = db.transact([&](Tx& tx) -> Result<void> {
        tx.execute("INSERT INTO nowhere (id) VALUES (:id)", {secret});
        return {};
    });
    BOOST_REQUIRE(!syntax);
    for (const Error& error : {twice.error(), check.error(), orphan.error(), syntax.error()}) {
        BOOST_TEST(error.message.find(secret) == std::string::npos);
        BOOST_TEST_CONTEXT(error.detail) {
            BOOST_TEST(error.detail.find(secret) == std::string::npos);
        }
        BOOST_TEST(!error.detail.empty());
    }
}

void a_swallowed_failure_still_rolls_back(Db& db) {
    BOOST_REQUIRE(put(db, "swallow", 1).has_value());
    const auto done = db.transact([](Tx& tx) -> Result<void> {
        tx.execute("UPDATE thing SET amount = 9 WHERE id = 'swallow'");
        try {
            tx.execute("INSERT INTO thing (id) VALUES (:id)", {"swallow"});
        } catch (const std::exception&) {
        }
        return {};
    });
    BOOST_REQUIRE(!done);
    BOOST_TEST(static_cast<int>(done.error().code) == static_cast<int>(ErrorCode::conflict));
    BOOST_TEST(amount_of(db, "swallow") == 1);
}

void reading_never_writes(Db& db) {
    const auto before = count(db);
    const auto read =
        db.read([](ReadTx& tx) -> Result<std::size_t> { return tx.query("INSERT INTO thing (id) VALUES ('sly') RETURNING id").size(); });
    BOOST_TEST(!read);
    BOOST_TEST(count(db) == before);
}

void a_read_is_one_snapshot(Db& db) {
    BOOST_REQUIRE(put(db, "snapshot", 1).has_value());
    const auto read = db.read([&](ReadTx& tx) -> Result<std::int64_t> {
        const auto first = tx.query_one("SELECT amount FROM thing WHERE id = 'snapshot'")->integer(0);
        std::thread writer([&] {
            BOOST_TEST(db.transact([](Tx& inner) -> Result<std::int64_t> {
                             return inner.execute("UPDATE thing SET amount = 2 WHERE id = 'snapshot'");
                         }).has_value());
        });
        writer.join();
        return first * 10 + tx.query_one("SELECT amount FROM thing WHERE id = 'snapshot'")->integer(0);
    });
    BOOST_TEST(read.value() == 11);
    BOOST_TEST(amount_of(db, "snapshot") == 2);
}

void after_commit_runs_only_for_what_was_committed(Db& db) {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::string> ran;
    const auto attempt = [&](const std::string& name, const Result<void>& ending) {
        return db.transact([&](Tx& tx) -> Result<void> {
            tx.after_commit([&, name] {
                const auto visible = count(db);  // on another thread, with everything durable
                std::lock_guard hold(mutex);
                ran.push_back(name + (visible > 0 ? "" : " early"));
                changed.notify_all();
            });
            tx.execute("INSERT INTO thing (id) VALUES (:id)", {name});
            return ending;
        });
    };
    BOOST_TEST(!attempt("not", fail(ErrorCode::forbidden, "no")));
    BOOST_TEST(attempt("yes", {}).has_value());
    std::unique_lock hold(mutex);
    BOOST_REQUIRE(changed.wait_for(hold, std::chrono::seconds{5}, [&] { return !ran.empty(); }));
    BOOST_TEST(ran == std::vector<std::string>{"yes"}, boost::test_tools::per_element());
}

void a_wrong_number_of_values_is_an_error(Db& db) {
    const auto fewer = db.transact([](Tx& tx) -> Result<void> {
        tx.execute("INSERT INTO thing (id, amount) VALUES (:id, :amount)", {"fewer"});
        return {};
    });
    BOOST_TEST(!fewer);
    BOOST_TEST(amount_of(db, "fewer") == -1);
}

void readers_wait_for_a_session_and_then_get_it(Db& db) {
    std::atomic<int> done{0};
    std::vector<std::thread> threads;
    for (int each = 0; each < 24; ++each)
        threads.emplace_back([&] {
            for (int round = 0; round < 5; ++round)
                if (db.read([](ReadTx& tx) -> Result<std::size_t> { return tx.query("SELECT id FROM thing").size(); })) ++done;
        });
    for (std::thread& thread : threads) thread.join();
    BOOST_TEST(done == 120);
}

void more_statements_than_are_kept(Db& db) {
    const auto read = db.read([](ReadTx& tx) -> Result<std::int64_t> {
        std::int64_t sum = 0;
        for (int each = 0; each < 600; ++each) sum += tx.query_one("SELECT " + std::to_string(each) + " + :add", {1})->integer(0);
        return sum;
    });
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(*read == 600 * 599 / 2 + 600);
}

}  // namespace

void db_conformance(const std::string& name, const std::function<Store()>& open) {
    BOOST_TEST_CONTEXT(name) {
        const Store store = open();
        Db& db = *store.db;
        make_table(db);
        std::unique_ptr<Db> second;  // another process, as far as the store can tell
        if (store.url != "sqlite::memory:") second = sql::Db::open({store.url, 2}).value();
        Db& other = second ? *second : db;
        what_was_written_is_read_back_whole(db);
        null_is_neither_empty_nor_zero(db);
        a_text_with_nul_is_refused_not_cut(db);
        a_reader_sees_each_commit_after_it(db, other);
        insert_returning_commits(db, other);
        the_row_count_decides(db);
        of_many_that_use_one_code_one_succeeds(db);
        concurrent_increments_all_count(db);
        an_error_rolls_back_only_its_own_closure(db);
        errors_carry_their_code_and_no_value(db);
        a_swallowed_failure_still_rolls_back(db);
        reading_never_writes(db);
        a_read_is_one_snapshot(db);
        after_commit_runs_only_for_what_was_committed(db);
        a_wrong_number_of_values_is_an_error(db);
        readers_wait_for_a_session_and_then_get_it(db);
        more_statements_than_are_kept(db);
    }
}

}  // namespace gatehouse::tests
