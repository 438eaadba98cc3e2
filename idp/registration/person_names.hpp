// What a person may be called. A name appears in signature boxes exactly as typed: NFC, outer spaces removed, never
// case-folded.
#pragma once

#include <string>
#include <string_view>

namespace gatehouse::idp {

bool is_person_name(std::string_view name);  // 1–100 signs, letters of any alphabet, space ' ’ - . , digits not alone
bool looks_like_organisation(std::string_view first, std::string_view last);  // GmbH, Ltd, BCP, customs …
bool is_username(std::string_view text);                                      // 3–50 of a-z A-Z 0-9 . _ -

}  // namespace gatehouse::idp
