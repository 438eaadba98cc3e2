#include "connectors/outbox/outbox.hpp"

namespace gatehouse::outbox {

namespace {

constexpr std::string_view columns = R"sql(
    kind TEXT NOT NULL,
    stream TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    leased_by TEXT NOT NULL,
    leased_until BIGINT NOT NULL,
    dead BIGINT NOT NULL CHECK (dead IN (0, 1)),
    problem TEXT NOT NULL
);

CREATE INDEX outbox_due ON outbox_item (kind, due_at) WHERE dead = 0;

CREATE INDEX outbox_stream ON outbox_item (kind, stream, id) WHERE dead = 0;
)sql";

}  // namespace

const std::vector<sql::Step>& steps() {
    static const std::string sqlite = "CREATE TABLE outbox_item (\n    id INTEGER PRIMARY KEY AUTOINCREMENT," + std::string(columns);
    static const std::string postgresql =
        "CREATE TABLE outbox_item (\n    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY," + std::string(columns);
    static const std::vector<sql::Step> all = {{2, "outbox", "sqlite", sqlite}, {2, "outbox", "postgresql", postgresql}};
    return all;
}

void put(sql::Tx& tx, const Item& item, Instant now) {
    // Two PostgreSQL transactions could take numbers in one order and commit in the other. Within a stream the second waits for the
    // first; SQLite has one writer anyway.
    if (tx.engine() == sql::Engine::postgresql && !item.stream.empty())
        tx.query("SELECT pg_advisory_xact_lock(hashtextextended(:stream, 0))", {"outbox " + item.kind + " " + item.stream});
    tx.execute(
        "INSERT INTO outbox_item (kind, stream, payload, created_at, attempts, due_at, leased_by, leased_until, dead, problem) "
        "VALUES (:kind, :stream, :payload, :created, 0, :due, '', 0, 0, '')",
        {item.kind, item.stream, item.payload, to_millis(now), to_millis(now)});
}

}  // namespace gatehouse::outbox
