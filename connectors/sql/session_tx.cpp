#include "connectors/sql/session_tx.hpp"

namespace gatehouse::sql {

namespace {

std::span<const Value> as_span(std::initializer_list<Value> values) {
    return {values.begin(), values.size()};
}

}  // namespace

template <class F>
auto SessionTx::guarded(F&& statement) {
    if (failure_) throw Failure(*failure_);
    try {
        return statement();
    } catch (const Failure& failure) {
        failure_.emplace(failure);
        throw;
    }
}

std::vector<Row> SessionTx::query(std::string_view sql, std::initializer_list<Value> values) {
    return query(sql, as_span(values));
}

std::vector<Row> SessionTx::query(std::string_view sql, std::span<const Value> values) {
    return guarded([&] { return session_.query(sql, values); });
}

std::int64_t SessionTx::execute(std::string_view sql, std::initializer_list<Value> values) {
    return execute(sql, as_span(values));
}

std::int64_t SessionTx::execute(std::string_view sql, std::span<const Value> values) {
    return guarded([&] { return session_.execute(sql, values); });
}

Result<void> run_closure(SessionTx& tx, const std::function<Result<void>(Tx&)>& closure) {
    try {
        Result<void> result = closure(tx);
        if (tx.failure()) return std::unexpected(tx.failure()->error());
        return result;
    } catch (const Failure& failure) {
        return std::unexpected(failure.error());
    } catch (const std::exception& unexpected) {
        return fail(ErrorCode::internal, "A transaction ended by an unexpected exception; the log says which.", {}, unexpected.what());
    } catch (...) {
        return fail(ErrorCode::internal, "A transaction ended by an unexpected exception; the log says which.", {}, "unknown exception");
    }
}

}  // namespace gatehouse::sql
