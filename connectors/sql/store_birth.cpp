#include "connectors/sql/store_birth.hpp"

#include <fmt/format.h>

namespace gatehouse::sql {

namespace {

constexpr std::string_view table = R"sql(
CREATE TABLE store_birth (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    birth TEXT NOT NULL CHECK (birth IN ('demo', 'real')),
    program TEXT NOT NULL CHECK (program IN ('idp', 'authz')),
    environment TEXT NOT NULL CHECK (environment IN ('', 'production', 'training')),
    origin TEXT NOT NULL,
    born_at BIGINT NOT NULL
);

)sql";

constexpr std::string_view sqlite_guard = R"sql(
CREATE TRIGGER store_birth_unchanged BEFORE UPDATE ON store_birth
BEGIN
    SELECT RAISE(ABORT, 'a store never changes its birth');
END;

CREATE TRIGGER store_birth_kept BEFORE DELETE ON store_birth
BEGIN
    SELECT RAISE(ABORT, 'a store never changes its birth');
END;
)sql";

constexpr std::string_view postgresql_guard = R"sql(
CREATE FUNCTION store_birth_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a store never changes its birth';
END $$;

CREATE TRIGGER store_birth_unchanged BEFORE UPDATE OR DELETE ON store_birth
FOR EACH ROW EXECUTE FUNCTION store_birth_refuse();

CREATE TRIGGER store_birth_kept BEFORE TRUNCATE ON store_birth
FOR EACH STATEMENT EXECUTE FUNCTION store_birth_refuse();
)sql";

std::string word(Birth birth) {
    return birth == Birth::demo ? "demo" : "real";
}

std::string described(const StoreBirth& birth) {
    return fmt::format("{}{}{} store, born {}, origin {}", birth.program, birth.environment.empty() ? "" : " ", birth.environment,
                       word(birth.birth), birth.origin);
}

std::optional<StoreBirth> find_birth(ReadTx& tx) {
    const auto row = tx.query_one("SELECT birth, program, environment, origin FROM store_birth");
    if (!row) return std::nullopt;
    return StoreBirth{row->text(0) == "demo" ? Birth::demo : Birth::real, row->text(1), row->text(2), row->text(3)};
}

bool same(const StoreBirth& a, const StoreBirth& b) {
    return a.birth == b.birth && a.program == b.program && a.environment == b.environment && a.origin == b.origin;
}

}  // namespace

const std::vector<Step>& store_birth_steps() {
    static const std::string sqlite = std::string(table) + std::string(sqlite_guard);
    static const std::string postgresql = std::string(table) + std::string(postgresql_guard);
    static const std::vector<Step> steps = {{1, "store_birth", "sqlite", sqlite}, {1, "store_birth", "postgresql", postgresql}};
    return steps;
}

Result<void> be_born(Db& db, const StoreBirth& birth, Instant now) {
    return db.transact([&](Tx& tx) -> Result<void> {
        tx.execute(
            "INSERT INTO store_birth (one, birth, program, environment, origin, born_at) VALUES (1, :birth, :program, :environment, "
            ":origin, :at) "
            "ON CONFLICT DO NOTHING",
            {word(birth.birth), birth.program, birth.environment, birth.origin, to_millis(now)});
        const auto stored = find_birth(tx);
        if (stored && same(*stored, birth)) return {};
        return fail(
            ErrorCode::conflict,
            fmt::format(
                "This is the {}; the configuration says {}. A store never changes: name another database or correct the configuration.",
                stored ? described(*stored) : "store of nobody", described(birth)),
            "birth");
    });
}

Result<std::optional<StoreBirth>> read_birth(Db& db) {
    return db.read([](ReadTx& tx) -> Result<std::optional<StoreBirth>> { return find_birth(tx); });
}

}  // namespace gatehouse::sql
