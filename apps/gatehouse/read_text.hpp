#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <string>

namespace gatehouse::commands {

// A whole file. Errors: bad_input naming it (missing, a folder, unreadable, larger than most bytes).
Result<std::string> read_text(const std::string& path, std::size_t most);

}  // namespace gatehouse::commands
