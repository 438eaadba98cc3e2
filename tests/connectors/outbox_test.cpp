#include "connectors/outbox/outbox.hpp"

#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

#include <unistd.h>

using namespace gatehouse;
using namespace gatehouse::outbox;

namespace {

constexpr Instant start = from_seconds(1'790'000'000);

struct Post {
    tests::TemporaryFolder folder;
    std::string url = "sqlite:" + folder.file("outbox.db");
    ManualClock clock{start};
    Log log{"test", LogLevel::error, folder.file("log")};
    std::unique_ptr<sql::Db> db = sql::Db::open({url, 4}).value();
    std::vector<std::string> delivered;
    std::optional<Error> trouble;

    Post() { BOOST_REQUIRE(sql::migrate(*db, steps(), start).has_value()); }
    void put_one(const std::string& payload, const std::string& stream = "", const std::string& kind = "mail") {
        BOOST_REQUIRE(db->transact([&](sql::Tx& tx) -> Result<void> {
                            put(tx, {kind, stream, payload}, clock.now());
                            return {};
                        }).has_value());
    }
    Deliver deliverer() {
        return [this](const Item& item) -> Result<void> {
            if (trouble && item.payload.starts_with("bad")) return std::unexpected(*trouble);
            delivered.push_back(item.payload);
            return {};
        };
    }
    std::unique_ptr<Worker> worker() {
        return std::make_unique<Worker>(*db, clock, log, std::map<std::string, Deliver>{{"mail", deliverer()}});
    }
};

Error unavailable() {
    return {ErrorCode::unavailable, "The directory does not answer.", {}, {}, {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(outbox)

BOOST_AUTO_TEST_CASE(what_a_transaction_left_is_delivered_once) {
    Post post;
    post.put_one("a");
    post.put_one("b");
    const auto worker = post.worker();
    BOOST_TEST(worker->run_once() == 2);
    BOOST_TEST(worker->run_once() == 0);
    BOOST_TEST(worker->waiting() == 0);
    BOOST_TEST(post.delivered == (std::vector<std::string>{"a", "b"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_a_failed_transaction_left_is_never_delivered) {
    Post post;
    BOOST_TEST(!post.db
                    ->transact([&](sql::Tx& tx) -> Result<void> {
                        put(tx, {"mail", "", "a"}, start);
                        return fail(ErrorCode::conflict, "no");
                    })
                    .has_value());
    BOOST_TEST(post.worker()->run_once() == 0);
}

BOOST_AUTO_TEST_CASE(a_failed_delivery_is_tried_again_after_growing_waits) {
    Post post;
    post.trouble = unavailable();
    post.put_one("bad");
    const auto worker = post.worker();
    BOOST_TEST(worker->run_once() == 0);
    for (const int wait : {1, 2, 4, 8, 16, 32, 60, 60}) {
        post.clock.advance(Seconds{wait} - Milliseconds{1});
        post.trouble = std::nullopt;  // would succeed, were it tried
        BOOST_TEST(worker->run_once() == 0);
        post.trouble = unavailable();
        post.clock.advance(Milliseconds{1});
        BOOST_TEST(worker->run_once() == 0);
    }
    post.trouble = std::nullopt;
    post.clock.advance(Seconds{60});
    BOOST_TEST(worker->run_once() == 1);
}

BOOST_AUTO_TEST_CASE(order_is_kept_within_a_stream_and_other_streams_are_not_held_up) {
    Post post;
    post.trouble = unavailable();
    post.put_one("bad 1", "directory");
    post.put_one("2", "directory");
    post.put_one("other", "elsewhere");
    const auto worker = post.worker();
    BOOST_TEST(worker->run_once() == 1);
    BOOST_TEST(post.delivered == (std::vector<std::string>{"other"}), boost::test_tools::per_element());
    post.trouble = std::nullopt;
    post.clock.advance(Seconds{1});
    BOOST_TEST(worker->run_once() == 2);
    BOOST_TEST(post.delivered == (std::vector<std::string>{"other", "bad 1", "2"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_can_never_be_delivered_is_kept_as_dead_and_blocks_nothing) {
    Post post;
    post.trouble = Error{ErrorCode::bad_input, "That address is no address.", {}, {}, {}};
    post.put_one("bad", "s");
    post.put_one("next", "s");
    const auto worker = post.worker();
    BOOST_TEST(worker->run_once() == 1);
    BOOST_TEST(worker->waiting() == 0);
    const auto dead = post.db->read(
        [](sql::ReadTx& tx) -> Result<std::string> { return tx.query_one("SELECT problem FROM outbox_item WHERE dead = 1")->text(0); });
    BOOST_TEST(dead.value() == "That address is no address.");
}

BOOST_AUTO_TEST_CASE(a_deliverer_that_throws_is_tried_again) {
    Post post;
    post.put_one("a");
    int calls = 0;
    Worker worker(*post.db, post.clock, post.log, {{"mail", [&](const Item&) -> Result<void> {
                                                        if (++calls == 1) throw std::runtime_error("oops");
                                                        return {};
                                                    }}});
    BOOST_TEST(worker.run_once() == 0);
    post.clock.advance(Seconds{1});
    BOOST_TEST(worker.run_once() == 1);
}

BOOST_AUTO_TEST_CASE(two_workers_never_deliver_one_item_at_once) {
    Post post;
    for (int i = 0; i < 60; ++i) post.put_one(std::to_string(i));
    const auto second_db = sql::Db::open({post.url, 2}).value();
    std::mutex mutex;
    std::vector<std::string> seen;
    const Deliver deliver = [&](const Item& item) -> Result<void> {
        std::lock_guard hold(mutex);
        seen.push_back(item.payload);
        return {};
    };
    Worker one(*post.db, post.clock, post.log, {{"mail", deliver}}), two(*second_db, post.clock, post.log, {{"mail", deliver}});
    std::thread first([&] { one.run_once(); }), second([&] { two.run_once(); });
    first.join();
    second.join();
    BOOST_TEST(seen.size() == 60U);
    BOOST_TEST(std::set<std::string>(seen.begin(), seen.end()).size() == 60U);
}

BOOST_AUTO_TEST_CASE(an_item_of_a_worker_that_died_is_delivered_by_another) {
    Post post;
    post.put_one("a");
    BOOST_REQUIRE(post.db
                      ->transact([&](sql::Tx& tx) -> Result<std::int64_t> {
                          return tx.execute("UPDATE outbox_item SET leased_by = 'dead', leased_until = :until",
                                            {to_millis(start + std::chrono::minutes{2})});
                      })
                      .has_value());
    const auto worker = post.worker();
    BOOST_TEST(worker->run_once() == 0);
    post.clock.advance(std::chrono::minutes{2});
    BOOST_TEST(worker->run_once() == 1);
}

BOOST_AUTO_TEST_CASE(a_woken_worker_delivers_at_once) {
    Post post;
    std::atomic<int> count{0};
    Worker worker(*post.db, post.clock, post.log, {{"mail", [&](const Item&) -> Result<void> {
                                                        ++count;
                                                        return {};
                                                    }}});
    worker.start();
    post.put_one("a");
    worker.wake();
    for (int i = 0; i < 200 && count == 0; ++i) std::this_thread::sleep_for(Milliseconds{10});
    BOOST_TEST(count == 1);
    worker.stop();
}

BOOST_AUTO_TEST_CASE(kill_9_loses_nothing_that_was_committed) {
    Post post;
    post.db.reset();
    const auto acknowledged = tests::kill_after(50, [&](int pipe) {
        const auto db = sql::Db::open({post.url, 1}).value();
        for (std::int64_t i = 1;; ++i) {
            const auto done = db->transact([&](sql::Tx& tx) -> Result<void> {
                put(tx, {"mail", "s", std::to_string(i)}, start);
                return {};
            });
            if (!done || ::write(pipe, &i, sizeof i) != sizeof i) ::_exit(1);
        }
    });
    post.db = sql::Db::open({post.url, 4}).value();
    BOOST_TEST(post.worker()->run_once() >= static_cast<int>(acknowledged.size()));
    for (const auto number : acknowledged) BOOST_TEST((std::ranges::find(post.delivered, std::to_string(number)) != post.delivered.end()));
}

BOOST_AUTO_TEST_SUITE_END()
