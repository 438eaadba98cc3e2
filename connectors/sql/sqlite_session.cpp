#include "connectors/sql/sqlite_session.hpp"

#include "connectors/sql/failure.hpp"

#include <fmt/format.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <chrono>
#include <deque>
#include <thread>
#include <unordered_map>

namespace gatehouse::sql {

namespace {

using namespace sqlite_api;  // soci-sqlite3.h wraps <sqlite3.h> in it

constexpr std::size_t most_kept = 256;
constexpr int busy_seconds = 5;

// A statement with the memory its placeholders are bound to. SOCI binds to a C++ type for good, so a statement is kept per text and types.
struct Kept {
    struct Place {
        long long integer = 0;
        std::string text;
        soci::indicator indicator = soci::i_ok;
    };
    std::deque<Place> places;  // a deque: their addresses are bound
    soci::statement statement;

    explicit Kept(soci::session& session) : statement(session) {}
    soci::sqlite3_statement_backend& backend() { return static_cast<soci::sqlite3_statement_backend&>(*statement.get_backend()); }
};

// SOCI 4.0.3 leaves an executed SELECT un-reset: the read transaction stays open, reads go stale and writes find the database locked; a
// kept INSERT … RETURNING never commits. So every execution ends here, thrown or not. Bound texts are not kept longer either.
struct ResetGuard {
    Kept& kept;
    ~ResetGuard() {
        sqlite3_reset(kept.backend().stmt_);
        sqlite3_clear_bindings(kept.backend().stmt_);
        for (Kept::Place& place : kept.places) place.text.clear();
    }
};

// what() of a SOCI error names every bound value; get_error_message() of SQLite names only tables, columns and trigger texts.
Failure translate(const soci::soci_error& error, sqlite3* connection) {
    const auto* ours = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
    const int extended = connection != nullptr ? sqlite3_extended_errcode(connection) : 0;
    const int code = ours != nullptr ? ours->result() : extended & 0xff;
    std::string detail = fmt::format("sqlite {}: {}", extended, error.get_error_message());
    if (extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY || extended == SQLITE_CONSTRAINT_ROWID)
        return unique_violation(std::move(detail));
    switch (code) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_FULL:
        case SQLITE_CANTOPEN:
            return store_unavailable(std::move(detail));
        case SQLITE_IOERR:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return store_unavailable(std::move(detail), Cure::replace);
        default:
            return statement_failed(std::move(detail));
    }
}

// soci::row would narrow an INTEGER column to 32 bits and call every expression text, so values are read by SQLite's own types.
Value column_value(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_NULL:
            return nullptr;
        case SQLITE_INTEGER:
            return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
        default: {
            const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
            return std::string(bytes != nullptr ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
        }
    }
}

Row current_row(sqlite3_stmt* statement) {
    std::vector<Value> values;
    const int columns = sqlite3_column_count(statement);
    values.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) values.push_back(column_value(statement, column));
    return Row(std::move(values));
}

std::string key_of(std::string_view sql, std::span<const Value> values) {
    std::string key(sql);
    key.push_back('\0');
    for (const Value& value : values) key.push_back(std::holds_alternative<std::int64_t>(value) ? 'i' : 't');
    return key;
}

void assign(Kept::Place& place, const Value& value) {
    place.indicator = std::holds_alternative<std::nullptr_t>(value) ? soci::i_null : soci::i_ok;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) place.integer = *integer;
    if (const auto* text = std::get_if<std::string>(&value)) place.text = *text;
}

}  // namespace

struct SqliteSession::Impl {
    soci::session session;  // declared first: goes after the statements
    std::unordered_map<std::string, std::unique_ptr<Kept>> kept;

    sqlite3* connection() {
        auto* backend = static_cast<soci::sqlite3_session_backend*>(session.get_backend());
        return backend != nullptr ? backend->conn_ : nullptr;
    }

    std::unique_ptr<Kept> prepare(std::string_view sql, std::span<const Value> values) {
        auto made = std::make_unique<Kept>(session);
        for (const Value& value : values) {
            Kept::Place& place = made->places.emplace_back();
            if (std::holds_alternative<std::int64_t>(value))
                made->statement.exchange(soci::use(place.integer, place.indicator));
            else
                made->statement.exchange(soci::use(place.text, place.indicator));
        }
        made->statement.alloc();
        made->statement.prepare(std::string(sql));
        if (sqlite3_bind_parameter_count(made->backend().stmt_) != static_cast<int>(values.size()))
            throw statement_failed(
                fmt::format("{} values for {} placeholders", values.size(), sqlite3_bind_parameter_count(made->backend().stmt_)));
        made->statement.define_and_bind();
        return made;
    }

    Kept& statement(std::string_view sql, std::span<const Value> values) {
        if (kept.size() >= most_kept) kept.clear();
        std::unique_ptr<Kept>& slot = kept[key_of(sql, values)];
        if (!slot) slot = prepare(sql, values);
        return *slot;
    }

    // Runs to the end; each row is handed over before the next step.
    template <class F>
    void run(std::string_view sql, std::span<const Value> values, F&& each_row) {
        refuse_nul(values);
        try {
            Kept& ready = statement(sql, values);
            ResetGuard reset{ready};
            for (std::size_t place = 0; place < values.size(); ++place) assign(ready.places[place], values[place]);
            bool more = ready.statement.execute(true);
            while (more) {
                each_row(ready.backend().stmt_);
                more = ready.backend().fetch(1) == soci::details::statement_backend::ef_success;
            }
        } catch (const soci::soci_error& error) {
            throw translate(error, connection());
        }
    }

    void pragma(std::string_view text) {
        run(text, {}, [](sqlite3_stmt*) {});
    }
    void open(const std::string& path);
    void use_write_ahead_log();
};

// Entering WAL needs the file for a moment and answers "busy" at once where another process does the same.
void SqliteSession::Impl::use_write_ahead_log() {
    for (int attempt = 0;; ++attempt) {
        try {
            return pragma("PRAGMA journal_mode=WAL");
        } catch (const Failure& failure) {
            if (failure.error().code != ErrorCode::unavailable || attempt == busy_seconds * 20) throw;
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        }
    }
}

void SqliteSession::Impl::open(const std::string& path) {
    try {
        session.open(soci::sqlite3, fmt::format("db=\"{}\" timeout={}", path, busy_seconds));
    } catch (const soci::soci_error& error) {
        throw store_unavailable(fmt::format("cannot open {}: {}", path, error.get_error_message()));
    }
    use_write_ahead_log();
    pragma("PRAGMA synchronous=FULL");
    pragma("PRAGMA foreign_keys=ON");
    pragma("PRAGMA trusted_schema=OFF");
}

SqliteSession::SqliteSession(const std::string& path, SqliteRole role) : impl_(std::make_unique<Impl>()) {
    impl_->open(path);
    if (role == SqliteRole::reader) impl_->pragma("PRAGMA query_only=ON");
}

SqliteSession::~SqliteSession() = default;

std::vector<Row> SqliteSession::query(std::string_view sql, std::span<const Value> values) {
    std::vector<Row> rows;
    impl_->run(sql, values, [&](sqlite3_stmt* statement) { rows.push_back(current_row(statement)); });
    return rows;
}

std::int64_t SqliteSession::execute(std::string_view sql, std::span<const Value> values) {
    sqlite3* connection = impl_->connection();
    const auto before = sqlite3_total_changes64(connection);
    impl_->run(sql, values, [](sqlite3_stmt*) {});
    // sqlite3_changes keeps the number of the last statement that changed rows, so it means something only if this one did.
    return sqlite3_total_changes64(connection) == before ? 0 : sqlite3_changes64(connection);
}

bool SqliteSession::in_transaction() const {
    return sqlite3_get_autocommit(impl_->connection()) == 0;
}

}  // namespace gatehouse::sql
