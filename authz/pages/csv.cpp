#include "authz/pages/csv.hpp"

namespace gatehouse::authz {
namespace {

void append_cell(std::string& line, std::string_view cell) {
    line += '"';
    // Blanks in front do not make a spreadsheet overlook the sign.
    const auto first = cell.find_first_not_of(' ');
    if (first != std::string_view::npos && std::string_view("=+-@\t\r\n").find(cell[first]) != std::string_view::npos) line += '\'';
    for (const char c : cell) line.append(c == '"' ? 2 : 1, c);
    line += '"';
}

}  // namespace

std::string csv_line(std::initializer_list<std::string_view> cells) {
    std::string line;
    for (const auto cell : cells) {
        if (!line.empty()) line += ',';
        append_cell(line, cell);
    }
    return line + "\r\n";
}

}  // namespace gatehouse::authz
