// E-mail addresses as people type them (RFC 5321 section 4.1.2, the part that mail servers really deliver).
#pragma once

#include <string>
#include <string_view>

namespace gatehouse::idp {

bool is_email_address(std::string_view text);                     // at most 254 bytes, dot-atom, host name of two labels or more
bool same_address(std::string_view one, std::string_view other);  // the domain without regard to case
// info@, office@, customs@ …: an address that several people read.
bool is_shared_mailbox(std::string_view email);
// "e…e@example.org": enough to recognise one's own address, too little to learn somebody else's.
std::string masked(std::string_view email);

}  // namespace gatehouse::idp
