// Unicode for names and search: NFC, folding, and which text a person may be called (ICU stays behind unicode.cpp).
#pragma once

#include <string>
#include <string_view>

namespace gatehouse::text {

std::string nfc(std::string_view text);
std::string trim_spaces(std::string_view text);  // NFC, outer white space removed, inner runs become one space
// For search and near-duplicates: NFKD, marks removed, case folded, punctuation to spaces, "ß"→"ss", "ł"→"l".
std::string search_key(std::string_view text);
std::size_t length(std::string_view text);        // code points
bool has_control_or_bidi(std::string_view text);  // C0, C1, U+202A–202E, U+2066–2069, U+200B–200F except ZWJ/ZWNJ inside letters
bool has_letter(std::string_view text);
std::string initials(std::string_view first, std::string_view last);  // "ÉM"

}  // namespace gatehouse::text
