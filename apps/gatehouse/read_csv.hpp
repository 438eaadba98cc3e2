// RFC 4180 lists of the data folder: comma, quotes doubled inside quotes, a header line; every row as long as the header.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::commands {

struct CsvRow {
    std::string where;                // "FILE:LINE"
    std::vector<std::string> fields;  // in the order of the columns asked for
};

// Only the columns named, in that order; others may stand in the file. Errors: bad_input "FILE:LINE: what; cure".
Result<std::vector<CsvRow>> read_csv(const std::string& path, const std::vector<std::string_view>& columns);

}  // namespace gatehouse::commands
