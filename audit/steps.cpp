#include "audit/audit.hpp"

#include <string>

namespace gatehouse::audit {

namespace {

// Step 4. audit_leaf, audit_position, audit_node and audit_checkpoint are append-only (step 5). audit_unnumbered is the sequencer's queue.
// audit_opening and audit_person hold what erasure takes away.
constexpr std::string_view tables = R"sql(
    id TEXT NOT NULL UNIQUE,
    at BIGINT NOT NULL,
    act TEXT NOT NULL,
    bytes TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE INDEX audit_leaf_act ON audit_leaf (act, inserted);

CREATE INDEX audit_leaf_at ON audit_leaf (at, inserted);

CREATE TABLE audit_unnumbered (
    inserted BIGINT PRIMARY KEY REFERENCES audit_leaf (inserted)
);

CREATE TABLE audit_position (
    position BIGINT PRIMARY KEY CHECK (position >= 0),
    inserted BIGINT NOT NULL UNIQUE REFERENCES audit_leaf (inserted)
);

CREATE TABLE audit_node (
    level BIGINT NOT NULL,
    place BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (level, place)
);

CREATE TABLE audit_checkpoint (
    size BIGINT PRIMARY KEY,
    root TEXT NOT NULL,
    note TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE audit_sequencer (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    turn BIGINT NOT NULL
);

INSERT INTO audit_sequencer (one, turn) VALUES (1, 0);

CREATE TABLE audit_opening (
    inserted BIGINT NOT NULL REFERENCES audit_leaf (inserted),
    name TEXT NOT NULL,
    salt TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (inserted, name)
);

CREATE TABLE audit_person (
    sub TEXT NOT NULL,
    inserted BIGINT NOT NULL REFERENCES audit_leaf (inserted),
    PRIMARY KEY (sub, inserted)
);

CREATE TABLE audit_organisation (
    organisation TEXT NOT NULL,
    inserted BIGINT NOT NULL REFERENCES audit_leaf (inserted),
    PRIMARY KEY (organisation, inserted)
);
)sql";

std::string refuse_on_sqlite(const std::string& table, const std::string& change) {
    return "CREATE TRIGGER " + table + "_no_" + change + " BEFORE " + change + " ON " + table +
           "\nBEGIN\n    SELECT RAISE(ABORT, 'the audit log is append-only');\nEND;\n\n";
}

std::string refuse_on_postgresql(const std::string& table, const std::string& changes, const std::string& each) {
    return "CREATE TRIGGER " + table + "_append_only_" + each + " BEFORE " + changes + " ON " + table + "\nFOR EACH " + each +
           " EXECUTE FUNCTION audit_refuse();\n\n";
}

// INSERT OR REPLACE deletes without firing delete triggers, so a row that stands already is refused before the insert begins.
std::string no_replacing_on_sqlite(const std::string& table, const std::string& same) {
    return "CREATE TRIGGER " + table + "_no_replace BEFORE INSERT ON " + table + "\nWHEN EXISTS (SELECT 1 FROM " + table + " WHERE " +
           same + ")\nBEGIN\n    SELECT RAISE(ABORT, 'the audit log is append-only');\nEND;\n\n";
}

constexpr const char* append_only[] = {"audit_leaf", "audit_position", "audit_node", "audit_checkpoint", "audit_organisation"};

std::string sqlite_guards() {
    std::string text;
    for (const char* table : append_only) text += refuse_on_sqlite(table, "update") + refuse_on_sqlite(table, "delete");
    text += refuse_on_sqlite("audit_opening", "update") + refuse_on_sqlite("audit_person", "update");  // erased, never changed
    return text + no_replacing_on_sqlite("audit_leaf", "inserted = NEW.inserted OR id = NEW.id") +
           no_replacing_on_sqlite("audit_position", "position = NEW.position OR inserted = NEW.inserted") +
           no_replacing_on_sqlite("audit_node", "level = NEW.level AND place = NEW.place") +
           no_replacing_on_sqlite("audit_checkpoint", "size = NEW.size") +
           no_replacing_on_sqlite("audit_opening", "inserted = NEW.inserted AND name = NEW.name");
}

std::string postgresql_guards() {
    std::string text =
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n    RAISE EXCEPTION 'the audit log is "
        "append-only';\n"
        "END $$;\n\n";
    for (const char* table : append_only)
        text += refuse_on_postgresql(table, "UPDATE OR DELETE", "ROW") + refuse_on_postgresql(table, "TRUNCATE", "STATEMENT");
    return text + refuse_on_postgresql("audit_opening", "UPDATE", "ROW") + refuse_on_postgresql("audit_person", "UPDATE", "ROW");
}

}  // namespace

const std::vector<sql::Step>& steps() {
    static const std::string sqlite = "CREATE TABLE audit_leaf (\n    inserted INTEGER PRIMARY KEY AUTOINCREMENT," + std::string(tables);
    static const std::string postgresql =
        "CREATE TABLE audit_leaf (\n    inserted BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY," + std::string(tables);
    static const std::string sqlite_guard = sqlite_guards(), postgresql_guard = postgresql_guards();
    static const std::vector<sql::Step> all = {{4, "audit", "sqlite", sqlite},
                                               {4, "audit", "postgresql", postgresql},
                                               {5, "audit_append_only", "sqlite", sqlite_guard},
                                               {5, "audit_append_only", "postgresql", postgresql_guard}};
    return all;
}

}  // namespace gatehouse::audit
