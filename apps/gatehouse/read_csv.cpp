#include "apps/gatehouse/read_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

namespace gatehouse::commands {

namespace {

struct Reader {
    std::string_view text;
    std::size_t at = 0;
    int line = 1;

    bool more() const { return at < text.size(); }

    // Between quotes: everything, a doubled quote stands for one. False: the closing quote is missing.
    bool quoted(std::string& field) {
        for (++at; more(); ++at) {
            if (text[at] == '\n') ++line;
            if (text[at] != '"') {
                field += text[at];
            } else if (at + 1 < text.size() && text[at + 1] == '"') {
                field += text[++at];
            } else {
                ++at;
                return true;
            }
        }
        return false;
    }

    // One line's fields; nullopt where a quote is not closed.
    std::optional<std::vector<std::string>> record() {
        std::vector<std::string> fields(1);
        while (more() && text[at] != '\n') {
            if (text[at] == '"' && fields.back().empty()) {
                if (!quoted(fields.back())) return std::nullopt;
            } else if (text[at] == ',') {
                fields.emplace_back();
                ++at;
            } else {
                if (text[at] != '\r') fields.back() += text[at];
                ++at;
            }
        }
        ++at;
        ++line;
        return fields;
    }
};

Result<std::vector<std::size_t>> places(const std::vector<std::string>& header, const std::vector<std::string_view>& columns,
                                        const std::string& path) {
    std::vector<std::size_t> found;
    for (const auto column : columns) {
        const auto here = std::find(header.begin(), header.end(), column);
        if (here == header.end())
            return fail(ErrorCode::bad_input, fmt::format("{}:1: the column {} is missing; add it.", path, column), path);
        found.push_back(static_cast<std::size_t>(here - header.begin()));
    }
    return found;
}

Result<std::vector<CsvRow>> rows_of(Reader& reader, const std::vector<std::string_view>& columns, const std::string& path) {
    const auto header = reader.record();
    if (!header) return fail(ErrorCode::bad_input, fmt::format("{}:1: a quote is not closed; close it.", path), path);
    TRY(const auto wanted, places(*header, columns, path));
    std::vector<CsvRow> rows;
    while (reader.more()) {
        CsvRow row{fmt::format("{}:{}", path, reader.line), {}};
        const auto fields = reader.record();
        if (!fields) return fail(ErrorCode::bad_input, row.where + ": a quote is not closed; close it.", path);
        if (fields->size() != header->size())
            return fail(ErrorCode::bad_input,
                        fmt::format("{}: {} fields, the header has {}; give each its own.", row.where, fields->size(), header->size()),
                        path);
        for (const auto place : wanted) row.fields.push_back((*fields)[place]);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

Result<std::vector<CsvRow>> read_csv(const std::string& path, const std::vector<std::string_view>& columns) {
    std::ifstream file(path);
    if (!file) return fail(ErrorCode::bad_input, path + ": cannot be read; name the folder that holds it.", path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Reader reader{text};
    return rows_of(reader, columns, path);
}

}  // namespace gatehouse::commands
