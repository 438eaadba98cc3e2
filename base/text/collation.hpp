// The alphabetical order of a language (CLDR by ICU): "Österreich" stands with O in German, after Z in Swedish.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::text {

std::vector<std::pair<std::string, std::string>> sort_by_second(std::string_view language,
                                                                std::vector<std::pair<std::string, std::string>> rows);

}  // namespace gatehouse::text
