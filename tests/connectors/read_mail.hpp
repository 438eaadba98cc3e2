// A small reader of RFC 5322 messages, written apart from what writes them.
#pragma once

#include <map>
#include <string>

namespace gatehouse::tests {

struct ReadMail {
    std::multimap<std::string, std::string> headers;  // lower-case name → unfolded, RFC 2047 decoded
    std::string text, html;                           // decoded, line ends as \n
    std::string header(const std::string& name) const;
};

// Throws std::runtime_error on what no mail program would accept: a bare line feed, an over-long line, an unknown encoding.
ReadMail read_mail(const std::string& message);

}  // namespace gatehouse::tests
