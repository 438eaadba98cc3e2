// base64url without padding (RFC 4648 section 5) and lower-case hexadecimal. Decoding is strict: padding,
// white space, foreign letters and non-zero trailing bits are refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse {

std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);
std::string base64(std::string_view bytes);                     // with padding, for checkpoints and Basic
std::optional<std::string> from_base64(std::string_view text);  // strict, padding required
std::string hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);

}  // namespace gatehouse
