// One CSV line (RFC 4180) that a spreadsheet cannot take for a formula.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace gatehouse::authz {

// Quoted, inner quotes doubled, ended by CRLF. A cell that begins with = + - @ tab or return gets an apostrophe in front.
std::string csv_line(std::initializer_list<std::string_view> cells);

}  // namespace gatehouse::authz
