// Keyset cursors: the last row's key as opaque text.
#pragma once

#include "base/result.hpp"

#include <string>
#include <vector>

namespace gatehouse::authz {

std::string write_cursor(const std::vector<std::string>& parts);
// Empty text: parts of "". Errors: bad_input where it is not one of ours.
Result<std::vector<std::string>> read_cursor(const std::string& cursor, std::size_t parts);
Result<std::int64_t> cursor_number(const std::string& part);  // "": 0

}  // namespace gatehouse::authz
