// Percent-decoding (RFC 3986 section 2.1); encoding stands in message.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::http {

enum class Plus { is_plus, is_space };  // paths | forms

// nullopt: a "%" without two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text, Plus plus);

}  // namespace gatehouse::http
