// The handlers of the protocol half, one file each.
#pragma once

#include "base/http/message.hpp"
#include "idp/tokens/protocol.hpp"

#include <string>

namespace gatehouse::idp {

// The document (OpenID Connect Discovery 1.0 section 3, RFC 8414 section 2); the same for both addresses.
std::string discovery_document(const Settings& settings);
http::Response show_discovery(const http::Request& request, const std::string& document);
Result<http::Response> show_jwks(const Protocol& protocol, const http::Request& request);

Result<http::Response> authorize(const Protocol& protocol, const http::Request& request);  // GET
Result<http::Response> authorize_by_post(const Protocol& protocol, const http::Request& request);
Result<http::Response> resume(const Protocol& protocol, const http::Request& request);        // GET ?request=
Result<http::Response> show_consent(const Protocol& protocol, const http::Request& request);  // GET ?request=
Result<http::Response> post_consent(const Protocol& protocol, const http::Request& request);

Result<http::Response> token(const Protocol& protocol, const http::Request& request);
Result<http::Response> userinfo(const Protocol& protocol, const http::Request& request);  // GET and POST

Result<http::Response> logout(const Protocol& protocol, const http::Request& request);  // GET
Result<http::Response> logout_by_post(const Protocol& protocol, const http::Request& request);
Result<http::Response> confirm_logout(const Protocol& protocol, const http::Request& request);  // POST

// Answers 304 where If-None-Match names this body's ETag.
http::Response cacheable_json(const http::Request& request, std::string body, std::string cache_control);

}  // namespace gatehouse::idp
