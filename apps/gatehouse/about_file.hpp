// Makes an error name the file it is about, where it does not yet.
#pragma once

#include "base/error.hpp"

#include <string>

namespace gatehouse::commands {

Error about_file(const std::string& file, Error error);

}  // namespace gatehouse::commands
