// A Mail as an RFC 5322 message with MIME parts; shared by every mail connector.
#pragma once

#include "connectors/api/connector.hpp"

#include <string>
#include <string_view>

namespace gatehouse::mail {

// Errors: bad_input naming the field: an id that is not [A-Za-z0-9._-]{1,80}, an address that is no plain ASCII addr-spec, a line
// break or other control sign in anything that becomes a header, invalid UTF-8.
Result<void> check(const connector::Mail& mail);

// The whole message, lines ended by CRLF, no line over 998 bytes. The mail must have passed check(). Text alone, or
// multipart/alternative where there is html; bodies are UTF-8 in quoted-printable, or base64 where most letters are not ASCII.
std::string message(const connector::Mail& mail);

// RFC 2047: text as it stands where it is short printable ASCII, otherwise encoded words, each at most 75 bytes, folded.
std::string encoded_header(std::string_view text);
std::string quoted_printable(std::string_view text);  // RFC 2045 section 6.7, lines at most 76, CRLF
std::string date_header(std::int64_t epoch_millis);   // "Tue, 24 Nov 2026 10:46:56 +0000"

}  // namespace gatehouse::mail
