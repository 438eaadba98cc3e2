#include "connectors/sql/db.hpp"
#include "connectors/sql/failure.hpp"
#include "connectors/sql/session.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace gatehouse::sql {

namespace {

template <class T>
const T& value_at(const std::vector<Value>& values, std::size_t column, std::string_view wanted) {
    const T* value = column < values.size() ? std::get_if<T>(&values[column]) : nullptr;
    if (value == nullptr) throw std::logic_error(fmt::format("column {} of {} holds no {}", column, values.size(), wanted));
    return *value;
}

}  // namespace

std::int64_t Row::integer(std::size_t column) const {
    return value_at<std::int64_t>(values_, column, "integer");
}

const std::string& Row::text(std::size_t column) const {
    return value_at<std::string>(values_, column, "text");
}

std::optional<std::int64_t> Row::optional_integer(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

std::optional<std::string> Row::optional_text(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return text(column);
}

bool Row::is_null(std::size_t column) const {
    return column < values_.size() && std::holds_alternative<std::nullptr_t>(values_[column]);
}

std::optional<Row> ReadTx::query_one(std::string_view sql, std::initializer_list<Value> values) {
    std::vector<Row> rows = query(sql, values);
    if (rows.size() > 1) throw std::logic_error(fmt::format("one row expected, {} found", rows.size()));
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
}

void refuse_nul(std::span<const Value> values) {
    for (const Value& value : values) {
        const auto* text = std::get_if<std::string>(&value);
        if (text != nullptr && text->find('\0') != std::string::npos)
            throw Failure({ErrorCode::bad_input, "A text with a NUL byte cannot be stored; remove it.", {}, {}, {}});
    }
}

}  // namespace gatehouse::sql
