#include "connectors/sql/statements.hpp"

namespace gatehouse::sql {

namespace {

std::string_view trimmed_end(std::string_view line) {
    const auto last = line.find_last_not_of(" \t\r");
    return last == std::string_view::npos ? std::string_view{} : line.substr(0, last + 1);
}

bool is_comment(std::string_view line) {
    const auto first = line.find_first_not_of(" \t");
    return first != std::string_view::npos && line.substr(first).starts_with("--");
}

}  // namespace

std::vector<std::string> split_statements(std::string_view text) {
    std::vector<std::string> statements;
    std::string current;
    bool complete = false;  // the last line with text ended with ";"
    const auto flush = [&] {
        if (!current.empty()) statements.push_back(std::move(current));
        current.clear();
    };
    while (!text.empty()) {
        const auto end = text.find('\n');
        const std::string_view line = trimmed_end(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (line.empty()) {
            if (complete) flush();
            continue;
        }
        if (is_comment(line)) continue;
        current += line;
        current += '\n';
        complete = line.ends_with(';');
    }
    flush();
    return statements;
}

}  // namespace gatehouse::sql
