#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::sql {

// A schema step's statements: one ends with ";" at the end of a line followed by an empty line or the end of the file, so that
// trigger and function bodies need no parser.
std::vector<std::string> split_statements(std::string_view text);

}  // namespace gatehouse::sql
