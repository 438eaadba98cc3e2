#include "audit/audit.hpp"

#include "audit/erase.hpp"
#include "audit/leaf.hpp"
#include "audit/note.hpp"
#include "audit/tree.hpp"
#include "base/encoding.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <sqlite3.h>

#include <atomic>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::audit;

namespace {

constexpr Instant start = from_seconds(1'790'000'000);

// Bytes that are known beforehand, so that a leaf's bytes can be written down in a test.
class CountingRandom final : public crypto::Random {
public:
    std::string bytes(std::size_t count) override { return std::string(count, static_cast<char>(++next_)); }

private:
    std::atomic<unsigned char> next_{0};
};

struct Log {
    tests::TemporaryFolder folder;
    std::string file = folder.file("log.db");
    ManualClock clock{start};
    CountingRandom random;
    crypto::SystemRandom system_random;
    Origin origin{"localhost:9443/production", "production"};
    Audit audit{origin, clock, system_random};
    jose::Key key = jose::Key::generate(jose::Algorithm::EdDSA);
    std::unique_ptr<sql::Db> db;

    Log() {
        db = sql::Db::open({"sqlite:" + file, 4}).value();
        BOOST_REQUIRE(sql::migrate(*db, steps(), start).has_value());
    }
    std::string write(const Event& event) {
        return db->transact([&](sql::Tx& tx) -> Result<std::string> { return audit.append(tx, event); }).value();
    }
    Checkpoint number() { return sequence(*db, origin, key, clock.now()).value(); }
    std::string problem() { return verify(*db, key).value().problem; }

    // As somebody with the file in hand and no respect for triggers.
    void tamper(const std::string& sql) {
        sqlite3* raw = nullptr;
        BOOST_REQUIRE(sqlite3_open(file.c_str(), &raw) == SQLITE_OK);
        sqlite3_busy_timeout(raw, 5000);
        char* message = nullptr;
        const int code = sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, &message);
        BOOST_REQUIRE_MESSAGE(code == SQLITE_OK, (message != nullptr ? message : ""));
        sqlite3_close(raw);
    }
    std::string without_guard(const std::string& table, const std::string& change, const std::string& sql) {
        tamper("DROP TRIGGER " + table + "_no_" + change + "; " + sql);
        return problem();
    }
};

Event accepted(const std::string& sub, const std::string& request) {
    Event event;
    event.act = "request.accepted";
    event.actor = PersonKey{"https://idp", "n0decider"};
    event.subject = PersonKey{"https://idp", sub};
    event.objects = {{"request", request}, {"organisation", "op-1"}};
    event.before = "pending";
    event.after = "accepted";
    event.rule = "national-authority";
    event.policy = "sha256:00";
    event.reason = "known to us";
    return event;
}

void three_leaves(Log& log) {
    for (const auto* request : {"r1", "r2", "r3"}) log.write(accepted("n0person", request));
    log.number();
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_bytes_of_leaf_version_1_never_change) {
    CountingRandom random;
    const auto composed = compose({"localhost:9443/production", "production"}, accepted("n0person", "r1"), start, random);
    BOOST_TEST(composed.bytes ==
               R"({"act":"request.accepted","actor":")" + commitment({"actor", std::string(16, '\2'), "https://idp n0decider"}) +
                   R"(","after":"accepted","at":"2026-09-21T14:13:20.000Z","before":"pending","environment":"production","id":")" +
                   base64url(std::string(16, '\1')) +
                   R"(","objects":{"organisation":"op-1","request":"r1"},"origin":"localhost:9443/production","outcome":"done",)" +
                   R"("policy":"sha256:00","reason":")" + commitment({"reason", std::string(16, '\4'), "known to us"}) +
                   R"(","rule":"national-authority","subject":")" + commitment({"subject", std::string(16, '\3'), "https://idp n0person"}) +
                   R"(","v":1})");
    BOOST_TEST(commitment({"actor", std::string(16, '\2'), "https://idp n0decider"}).size() == 43U);
}

BOOST_AUTO_TEST_CASE(a_leaf_shows_no_personal_data_before_it_is_opened) {
    CountingRandom random;
    const auto composed = compose({"o", "production"}, accepted("n0person", "r1"), start, random);
    for (const auto* personal : {"n0person", "n0decider", "known to us", "https://idp"})
        BOOST_TEST(composed.bytes.find(personal) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_event_without_an_actor_is_the_systems) {
    CountingRandom random;
    Event event;
    event.act = "request.expired";
    const auto leaf = read_leaf(compose({"o", ""}, event, start, random).bytes);
    BOOST_REQUIRE(leaf.has_value());
    BOOST_TEST(leaf->commitments.empty());
}

BOOST_AUTO_TEST_CASE(the_tree_has_the_roots_of_rfc_6962) {
    // The reference tree of Certificate Transparency: eight leaves and the root after each.
    const char* leaves[] = {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
    const char* roots[] = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                           "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                           "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                           "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                           "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                           "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                           "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                           "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    Frontier tree;
    BOOST_TEST(hex(tree.root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (std::size_t i = 0; i < std::size(leaves); ++i) {
        tree.append(leaf_hash(from_hex(leaves[i]).value()));
        BOOST_TEST(hex(tree.root()) == roots[i]);
    }
}

BOOST_AUTO_TEST_CASE(leaves_are_numbered_densely_and_a_checkpoint_is_signed) {
    Log log;
    three_leaves(log);
    log.write(accepted("n0other", "r4"));
    const Checkpoint checkpoint = log.number();
    BOOST_TEST(checkpoint.size == 4);
    BOOST_TEST(log.problem() == "");
    const auto note = open_note(checkpoint.note, log.key);
    BOOST_REQUIRE(note.has_value());
    BOOST_TEST(note->origin == "localhost:9443/production");
    BOOST_TEST(note->size == 4);
    BOOST_TEST(!open_note(checkpoint.note, jose::Key::generate(jose::Algorithm::EdDSA)).has_value());
    const auto page = list(*log.db, {}).value();
    for (std::size_t i = 0; i < page.entries.size(); ++i) BOOST_TEST(page.entries[i].position == static_cast<std::int64_t>(3 - i));
}

BOOST_AUTO_TEST_CASE(an_idle_log_signs_nothing_new) {
    Log log;
    three_leaves(log);
    const auto first = log.number();
    log.clock.advance(Seconds{60});
    BOOST_TEST(log.number().note == first.note);
}

BOOST_AUTO_TEST_CASE(a_transaction_that_fails_leaves_no_leaf) {
    Log log;
    const auto failed = log.db->transact([&](sql::Tx& tx) -> Result<void> {
        log.audit.append(tx, accepted("n0person", "r1"));
        return fail(ErrorCode::conflict, "changed my mind");
    });
    BOOST_TEST(!failed.has_value());
    BOOST_TEST(log.number().size == 0);
}

BOOST_AUTO_TEST_CASE(many_writers_and_two_sequencers_lose_no_leaf_and_number_none_twice) {
    Log log;
    const auto other = sql::Db::open({"sqlite:" + log.file, 2}).value();
    std::atomic<bool> writing{true};
    std::vector<std::thread> threads;
    for (int writer = 0; writer < 4; ++writer)
        threads.emplace_back([&log, writer] {
            for (int i = 0; i < 25; ++i) log.write(accepted("n0person", std::to_string(writer) + "-" + std::to_string(i)));
        });
    std::thread first([&] {
        while (writing) (void)sequence(*log.db, log.origin, log.key, start);
    });
    std::thread second([&] {
        while (writing) (void)sequence(*other, log.origin, log.key, start);
    });
    for (auto& thread : threads) thread.join();
    writing = false;
    first.join();
    second.join();
    BOOST_TEST(log.number().size == 100);
    BOOST_TEST(log.problem() == "");
}

BOOST_AUTO_TEST_CASE(the_database_itself_refuses_to_change_a_leaf) {
    Log log;
    three_leaves(log);
    for (const auto* sql :
         {"UPDATE audit_leaf SET act = 'x'", "DELETE FROM audit_leaf", "UPDATE audit_position SET position = position + 10",
          "DELETE FROM audit_checkpoint", "UPDATE audit_opening SET value = 'x'",
          "INSERT OR REPLACE INTO audit_leaf SELECT inserted, id, at, 'x', bytes, hash FROM audit_leaf"}) {
        const auto refused = log.db->transact([&](sql::Tx& tx) -> Result<std::int64_t> { return tx.execute(sql); });
        BOOST_TEST(!refused.has_value(), sql);
    }
    BOOST_TEST(log.problem() == "");
}

BOOST_AUTO_TEST_CASE(verification_finds_a_changed_leaf) {
    Log log;
    three_leaves(log);
    BOOST_TEST(
        log.without_guard("audit_leaf", "update", "UPDATE audit_leaf SET bytes = replace(bytes, 'accepted', 'rejected') WHERE inserted = 2")
            .find("position 1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(verification_finds_a_changed_leaf_whose_hash_was_changed_too) {
    Log log;
    three_leaves(log);
    const auto bytes = log.db
                           ->read([](sql::ReadTx& tx) -> Result<std::string> {
                               return tx.query_one("SELECT bytes FROM audit_leaf WHERE inserted = 2")->text(0);
                           })
                           .value();
    std::string changed = bytes;
    changed.replace(changed.find("\"r2\""), 4, "\"r9\"");
    BOOST_TEST(log.without_guard("audit_leaf", "update",
                                 "UPDATE audit_leaf SET bytes = '" + changed + "', hash = '" + base64url(leaf_hash(changed)) +
                                     "' WHERE inserted = 2") != "");
}

BOOST_AUTO_TEST_CASE(verification_finds_a_leaf_that_was_cut_off_the_end) {
    Log log;
    three_leaves(log);
    log.tamper(
        "DROP TRIGGER audit_leaf_no_delete; DROP TRIGGER audit_position_no_delete; PRAGMA foreign_keys = OFF;"
        "DELETE FROM audit_position WHERE position = 2; DELETE FROM audit_leaf WHERE inserted = 3;");
    BOOST_TEST(log.problem() != "");
}

BOOST_AUTO_TEST_CASE(verification_finds_a_missing_checkpoint_and_a_forged_one) {
    Log log;
    three_leaves(log);
    const auto forger = jose::Key::generate(jose::Algorithm::EdDSA);
    const auto honest = latest(*log.db).value();
    BOOST_TEST(log.without_guard("audit_checkpoint", "update",
                                 "UPDATE audit_checkpoint SET note = '" + sign_note(log.origin.origin, 3, honest.root, forger) + "'")
                   .find("another key") != std::string::npos);
    BOOST_TEST(log.without_guard("audit_checkpoint", "delete", "DELETE FROM audit_checkpoint") != "");
}

BOOST_AUTO_TEST_CASE(verification_finds_an_opening_that_tells_another_story) {
    Log log;
    three_leaves(log);
    BOOST_TEST(
        log.without_guard("audit_opening", "update", "UPDATE audit_opening SET value = 'https://idp n0scapegoat' WHERE name = 'actor'")
            .find("actor") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(erasure_takes_the_openings_and_leaves_the_proof) {
    Log log;
    three_leaves(log);
    log.write(accepted("n0other", "r4"));
    log.number();
    const auto erased = log.db->transact([](sql::Tx& tx) -> Result<std::int64_t> { return erase_person(tx, {"https://idp", "n0person"}); });
    BOOST_TEST(erased.value() > 0);
    BOOST_TEST(log.problem() == "");
    BOOST_TEST(list(*log.db, {.person = "n0person"}).value().entries.empty());
    const auto all = list(*log.db, {}).value().entries;
    BOOST_TEST(all.size() == 4U);
    BOOST_TEST(all.back().subject == "");
    BOOST_TEST(all.back().reason == "");
    BOOST_TEST(all.front().subject == "https://idp n0other");
}

BOOST_AUTO_TEST_CASE(the_list_is_paged_and_filtered) {
    Log log;
    for (int i = 0; i < 7; ++i) {
        log.write(accepted(i % 2 == 0 ? "n0even" : "n0odd", "r" + std::to_string(i)));
        log.clock.advance(Seconds{60});
    }
    BOOST_TEST(list(*log.db, {.person = "n0even"}).value().entries.size() == 4U);
    BOOST_TEST(list(*log.db, {.person = "n0nobody"}).value().entries.empty());
    BOOST_TEST(list(*log.db, {.organisation = "op-1"}).value().entries.size() == 7U);
    BOOST_TEST(list(*log.db, {.act = "request.rejected"}).value().entries.empty());
    BOOST_TEST(list(*log.db, {.from = start + Seconds{60}, .until = start + Seconds{180}}).value().entries.size() == 2U);
    Filter filter{.limit = 3};
    std::vector<std::string> seen;
    do {
        const auto page = list(*log.db, filter).value();
        for (const auto& entry : page.entries) seen.push_back(entry.objects.at("request"));
        filter.cursor = page.next;
    } while (!filter.cursor.empty());
    BOOST_TEST(seen == (std::vector<std::string>{"r6", "r5", "r4", "r3", "r2", "r1", "r0"}), boost::test_tools::per_element());
    BOOST_TEST(!list(*log.db, {.cursor = "nonsense"}).has_value());
}

BOOST_AUTO_TEST_CASE(an_oversized_leaf_is_refused_with_its_transaction) {
    Log log;
    Event event = accepted("n0person", "r1");
    event.objects["organisation"] = std::string(17'000, 'x');
    BOOST_TEST(!log.db->transact([&](sql::Tx& tx) -> Result<std::string> { return log.audit.append(tx, event); }).has_value());
    BOOST_TEST(log.number().size == 0);
}
