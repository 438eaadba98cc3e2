// What a person types as up to four LIKE patterns over search_key; every word has to occur.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace gatehouse::authz {

using Patterns = std::array<std::string, 4>;
Patterns search_patterns(std::string_view typed);

}  // namespace gatehouse::authz
