#include "connectors/sql/postgresql_session.hpp"

#include "connectors/sql/failure.hpp"

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <charconv>
#include <deque>
#include <unordered_map>

namespace gatehouse::sql {

namespace {

constexpr std::size_t most_kept = 256;

// Every value travels as text; the server knows the type of each place from the statement.
struct Kept {
    struct Place {
        std::string text;
        soci::indicator indicator = soci::i_ok;
    };
    std::deque<Place> places;  // a deque: their addresses are bound
    soci::statement statement;

    explicit Kept(soci::session& session) : statement(session) {}
    soci::postgresql_statement_backend& backend() { return static_cast<soci::postgresql_statement_backend&>(*statement.get_backend()); }
};

// The result's memory and the bound texts go when the statement has run, thrown or not.
struct ReleaseGuard {
    Kept& kept;
    ~ReleaseGuard() {
        kept.backend().result_.reset();
        for (Kept::Place& place : kept.places) place.text.clear();
    }
};

// Only an integrity message (class 23, terse: names of tables and constraints), a message of our own triggers (P0001) and a syntax error
// (class 42) are kept: others may quote the data.
std::string loggable(const std::string& state, const std::string& message) {
    const bool harmless = state.starts_with("23") || state == "P0001" || state.starts_with("42");
    return fmt::format("postgresql {}{}{}", state, harmless ? ": " : "", harmless ? message : "");
}

Failure from_state(const std::string& state, const std::string& message, PGconn* connection) {
    std::string detail = loggable(state, message);
    if (connection == nullptr || PQstatus(connection) != CONNECTION_OK) return store_unavailable(std::move(detail), Cure::replace);
    if (state == "23505") return unique_violation(std::move(detail));
    if (state == "40001" || state == "40P01") return store_unavailable(std::move(detail), Cure::retry);
    const bool elsewhere =
        state.starts_with("08") || state.starts_with("53") || state.starts_with("57") || state == "55P03" || state == "25P03";
    if (elsewhere) return store_unavailable(std::move(detail));
    return statement_failed(std::move(detail));
}

Failure translate(const soci::soci_error& error, PGconn* connection) {
    const auto* ours = dynamic_cast<const soci::postgresql_soci_error*>(&error);
    return from_state(ours != nullptr ? ours->sqlstate() : "XX000", error.get_error_message(), connection);
}

constexpr Oid type_bool = 16, type_int8 = 20, type_int2 = 21, type_int4 = 23, type_numeric = 1700;

Value value_of(const char* text, int length, Oid type) {
    const std::string_view bytes(text, static_cast<std::size_t>(length));
    if (type == type_bool) return std::int64_t{bytes == "t" ? 1 : 0};
    if (type == type_int8 || type == type_int4 || type == type_int2 || type == type_numeric) {  // sum(BIGINT) is NUMERIC
        std::int64_t number = 0;
        const auto parsed = std::from_chars(bytes.begin(), bytes.end(), number);
        if (parsed.ec == std::errc{} && parsed.ptr == bytes.end()) return number;
    }
    return std::string(bytes);
}

std::vector<Row> all_rows(const PGresult* result) {
    std::vector<Row> rows;
    const int columns = PQnfields(result);
    for (int row = 0; row < PQntuples(result); ++row) {
        std::vector<Value> values;
        values.reserve(static_cast<std::size_t>(columns));
        for (int column = 0; column < columns; ++column) {
            if (PQgetisnull(result, row, column) != 0)
                values.emplace_back(nullptr);
            else
                values.push_back(value_of(PQgetvalue(result, row, column), PQgetlength(result, row, column), PQftype(result, column)));
        }
        rows.emplace_back(std::move(values));
    }
    return rows;
}

std::int64_t affected_rows(PGresult* result) {
    const std::string_view count = PQcmdTuples(result);
    std::int64_t number = 0;
    std::from_chars(count.begin(), count.end(), number);
    return number;
}

void assign(Kept::Place& place, const Value& value) {
    place.indicator = std::holds_alternative<std::nullptr_t>(value) ? soci::i_null : soci::i_ok;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) place.text = std::to_string(*integer);
    if (const auto* text = std::get_if<std::string>(&value)) place.text = *text;
}

}  // namespace

struct PostgresqlSession::Impl {
    soci::session session;  // declared first: goes after the statements
    std::unordered_map<std::string, std::unique_ptr<Kept>> kept;

    PGconn* connection() {
        auto* backend = static_cast<soci::postgresql_session_backend*>(session.get_backend());
        return backend != nullptr ? backend->conn_ : nullptr;
    }

    std::unique_ptr<Kept> prepare(std::string_view sql, std::span<const Value> values) {
        auto made = std::make_unique<Kept>(session);
        for (std::size_t count = 0; count < values.size(); ++count) {
            Kept::Place& place = made->places.emplace_back();
            made->statement.exchange(soci::use(place.text, place.indicator));
        }
        made->statement.alloc();
        made->statement.prepare(std::string(sql), soci::details::st_repeatable_query);
        if (made->backend().names_.size() != values.size())
            throw statement_failed(fmt::format("{} values for {} placeholders", values.size(), made->backend().names_.size()));
        made->statement.define_and_bind();
        return made;
    }

    Kept& statement(std::string_view sql, std::span<const Value> values) {
        if (kept.size() >= most_kept) kept.clear();
        const std::string key(sql);
        const auto found = kept.find(key);
        if (found != kept.end() && found->second->places.size() == values.size()) return *found->second;
        return *(kept[key] = prepare(sql, values));
    }

    template <class F>
    auto run(std::string_view sql, std::span<const Value> values, F&& take) {
        refuse_nul(values);  // libpq would cut the text there
        try {
            Kept& ready = statement(sql, values);
            ReleaseGuard release{ready};
            for (std::size_t place = 0; place < values.size(); ++place) assign(ready.places[place], values[place]);
            ready.statement.execute(true);
            return take(ready.backend().result_.get_result());
        } catch (const soci::soci_error& error) {
            throw translate(error, connection());
        }
    }

    // Without placeholders nothing is left to SOCI's colon parser, which breaks on `:=`, slices and $$ bodies of schema steps.
    std::int64_t run_plain(std::string_view sql) {
        const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(connection(), std::string(sql).c_str()), PQclear);
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return affected_rows(result.get());
        const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
        throw from_state(state != nullptr ? state : "08006", PQresultErrorMessage(result.get()), connection());
    }

    void open(const std::string& conninfo) {
        try {
            session.open(soci::postgresql, conninfo);
        } catch (const soci::soci_error&) {  // the message may name user and host, never the password; still: only that it failed
            throw store_unavailable("cannot connect to PostgreSQL", Cure::none);
        }
        PQsetErrorVerbosity(connection(), PQERRORS_TERSE);  // no DETAIL line with key values
        PQsetNoticeProcessor(connection(), [](void*, const char*) {}, nullptr);
        run_plain("SET statement_timeout = '15s'");
        run_plain("SET lock_timeout = '5s'");
        run_plain("SET idle_in_transaction_session_timeout = '60s'");
    }
};

PostgresqlSession::PostgresqlSession(const std::string& conninfo) : impl_(std::make_unique<Impl>()) {
    impl_->open(conninfo);
}

PostgresqlSession::~PostgresqlSession() = default;

std::vector<Row> PostgresqlSession::query(std::string_view sql, std::span<const Value> values) {
    return impl_->run(sql, values, [](const PGresult* result) { return all_rows(result); });
}

std::int64_t PostgresqlSession::execute(std::string_view sql, std::span<const Value> values) {
    if (values.empty()) return impl_->run_plain(sql);
    return impl_->run(sql, values, [](PGresult* result) { return affected_rows(result); });
}

}  // namespace gatehouse::sql
