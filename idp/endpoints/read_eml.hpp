// Reads back what our own mail spool writes (connectors/mail/message), for the developers' mail page: headers with
// RFC 2047 words, the text part in quoted-printable, base64 or as it stands. No general mail parser.
#pragma once

#include <string>
#include <string_view>

namespace gatehouse::idp {

struct ReadMail {
    std::string from, to, date, subject;
    std::string text;
};

ReadMail read_eml(std::string_view message);

}  // namespace gatehouse::idp
