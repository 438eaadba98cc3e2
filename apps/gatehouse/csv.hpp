// A table of reference data: RFC 4180, UTF-8, a heading line, every row as wide as the heading.
#pragma once

#include "base/result.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::commands {

class Csv {
public:
    // Errors: bad_input "FILE:LINE: what; cure", also where a needed column is missing.
    static Result<Csv> read(const std::string& path, std::initializer_list<std::string_view> needed);

    std::size_t size() const { return rows_.size(); }
    // "" where the file has no such column.
    const std::string& cell(std::size_t row, std::string_view column) const;
    std::string where(std::size_t row) const;  // "FILE:LINE"
    // Errors: bad_input naming line and column where the cell is empty.
    Result<std::string> needed(std::size_t row, std::string_view column) const;

private:
    struct Row {
        std::size_t line = 0;
        std::vector<std::string> cells;
    };
    Result<void> parse(std::string_view text);
    Result<void> check_widths() const;

    std::string path_;
    std::vector<std::string> columns_;
    std::vector<Row> rows_;
};

}  // namespace gatehouse::commands
