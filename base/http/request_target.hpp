// The request line's target, parsed once and strictly; shared by the public edge and the desk's loopback server.
#pragma once

#include "base/http/message.hpp"

#include <string_view>

namespace gatehouse::http {

// Fills target, path and query of a request whose scheme and authority stand already. Origin form, or absolute form that
// names us (RFC 9112 section 3.2). Errors: invalid_request (dot segments, encoded slashes, control characters, bad encoding).
Result<void> parse_request_target(std::string_view raw, Request& request);

}  // namespace gatehouse::http
