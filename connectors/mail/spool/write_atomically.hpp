// A file that is either whole or absent, also after power loss.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace gatehouse::mail {

// Writes folder/name through a temporary file: write, fsync, rename, fsync of the folder. Mode 0600. Errors: unavailable.
Result<void> write_atomically(const std::string& folder, const std::string& name, std::string_view bytes);

}  // namespace gatehouse::mail
