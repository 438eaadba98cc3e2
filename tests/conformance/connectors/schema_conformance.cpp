// Migrations and birth, on each engine.
#include "tests/conformance/connectors/db_conformance.hpp"

#include "connectors/sql/store_birth.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

namespace gatehouse::tests {

namespace {

using namespace sql;

constexpr Instant at = from_seconds(1'790'000'000);

std::vector<Step> own_steps(std::string_view second) {
    return {{10, "letters", "",
             "-- a comment; with a semicolon;\nCREATE TABLE letter (\n    id TEXT PRIMARY KEY\n);\n\nINSERT INTO letter (id) VALUES "
             "('a;\nb');\n"},
            {11, "envelopes", "", second}};
}

std::vector<Step> with_birth(std::vector<Step> steps) {
    steps.insert(steps.begin(), store_birth_steps().begin(), store_birth_steps().end());
    return steps;
}

void steps_are_applied_once(Db& db, Db& other) {
    const auto steps = with_birth(own_steps("CREATE TABLE envelope (id TEXT);\n"));
    const auto missing = check_migrated(db, steps);
    BOOST_REQUIRE(!missing.has_value());
    BOOST_TEST(static_cast<int>(missing.error().code) == static_cast<int>(ErrorCode::unavailable));
    BOOST_TEST(missing.error().message.find("gatehouse migrate") != std::string::npos);

    Result<std::vector<int>> one, two;  // two programs start at once
    std::thread first([&] { one = migrate(db, steps, at); }), second([&] { two = migrate(other, steps, at); });
    first.join();
    second.join();
    BOOST_REQUIRE_MESSAGE(one.has_value(), (one ? "" : one.error().message + one.error().detail));
    BOOST_REQUIRE_MESSAGE(two.has_value(), (two ? "" : two.error().message + two.error().detail));
    BOOST_TEST(one->size() + two->size() == 3);
    BOOST_TEST(check_migrated(db, steps).has_value());
    BOOST_TEST(migrate(db, steps, at).value().empty());
}

void a_changed_or_unknown_step_is_refused(Db& db) {
    const auto changed = with_birth(own_steps("CREATE TABLE envelope (id TEXT, size BIGINT);\n"));
    BOOST_TEST(!migrate(db, changed, at).has_value());
    BOOST_TEST(!check_migrated(db, changed).has_value());
    const auto older = store_birth_steps();
    const auto refused = migrate(db, older, at);
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST(refused.error().message.find("newer program") != std::string::npos);
}

void a_step_that_fails_leaves_nothing(Db& db) {
    auto steps = with_birth(own_steps("CREATE TABLE envelope (id TEXT);\n"));
    steps.push_back({12, "broken", "", "CREATE TABLE stamp (id TEXT);\n\nCREATE TABLE letter (id TEXT);\n"});
    const auto failed = migrate(db, steps, at);
    BOOST_REQUIRE(!failed.has_value());
    BOOST_TEST(failed.error().detail.find("schema step 12 (broken)") != std::string::npos);
    steps.back().sql = "CREATE TABLE stamp (id TEXT);\n";
    BOOST_TEST(migrate(db, steps, at).value().size() == 1u);
}

void a_birth_never_changes(Db& db) {
    BOOST_TEST(!read_birth(db).value().has_value());
    const StoreBirth demo{Birth::demo, "authz", "training", "localhost:9444/training"};
    BOOST_REQUIRE(be_born(db, demo, at).has_value());
    BOOST_TEST(be_born(db, demo, at).has_value());
    StoreBirth other = demo;
    other.birth = Birth::real;
    const auto refused = be_born(db, other, at);
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST(static_cast<int>(refused.error().code) == static_cast<int>(ErrorCode::conflict));
    BOOST_TEST(refused.error().message.find("born demo") != std::string::npos);
    BOOST_TEST(refused.error().message.find("born real") != std::string::npos);
    other = demo;
    other.environment = "production";
    BOOST_TEST(!be_born(db, other, at).has_value());
    for (const std::string_view change : {"UPDATE store_birth SET birth = 'real'", "DELETE FROM store_birth"})
        BOOST_TEST(!db.transact([&](Tx& tx) -> Result<std::int64_t> { return tx.execute(change); }).has_value());
    BOOST_TEST(read_birth(db).value()->environment == "training");
}

}  // namespace

void schema_conformance(const std::string& url) {
    BOOST_TEST_CONTEXT(url) {
        const auto db = Db::open({url, 2}).value();
        const auto second = url == "sqlite::memory:" ? nullptr : Db::open({url, 2}).value();
        steps_are_applied_once(*db, second ? *second : *db);
        a_changed_or_unknown_step_is_refused(*db);
        a_step_that_fails_leaves_nothing(*db);
        a_birth_never_changes(*db);
    }
}

}  // namespace gatehouse::tests
