// The answers that go to the application through the browser (RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207).
#pragma once

#include "base/http/message.hpp"
#include "base/secret.hpp"

#include <string>
#include <string_view>

namespace gatehouse::idp {

struct ReturnAddress {
    std::string_view redirect_uri;  // checked
    std::string_view state;         // "" where none was sent
    std::string_view issuer;
};

http::Response redirect_code(const ReturnAddress& to, const Secret& code);
http::Response redirect_error(const ReturnAddress& to, const Error& error);
// redirect_uri with parameters appended; what stands in it stays as it is.
std::string with_parameters(std::string_view redirect_uri, const http::Parameters& parameters);

}  // namespace gatehouse::idp
