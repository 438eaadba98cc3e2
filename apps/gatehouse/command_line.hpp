// The words of the command line (CLI11 stays behind command_line.cpp).
#pragma once

#include "base/result.hpp"

#include <functional>

namespace gatehouse::commands {

// What the words ask for, ready to run; for --help, what prints the help. Errors: bad_input with one line.
Result<std::function<Result<void>()>> parse(int argc, char** argv);

}  // namespace gatehouse::commands
