// The strict reading of a request's head (RFC 9112): everything by which two parsers could disagree is refused, and a
// refusal ends the connection.
#pragma once

#include "base/http/server.hpp"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include <expected>
#include <string>
#include <vector>

namespace gatehouse::http {

struct Refusal {
    int status = 400;
    std::string message;
};

// What is known of a connection before its first byte.
struct Door {
    std::string scheme;              // "https"
    std::vector<std::string> names;  // accepted Host values, lower case
    std::string peer;                // address without port
    bool peer_is_loopback = false;
    bool peer_is_proxy = false;      // a declared one
    std::string client_certificate;  // RFC 9440 value, empty where none was shown
    std::size_t header_count = 100;
};

using RawHead = boost::beast::http::request_header<>;

std::expected<Request, Refusal> read_head(const RawHead& head, const Door& door);

// Believes a declared proxy's X-Forwarded-For (its last entry) and X-Forwarded-Proto; from anybody else every header by
// which a proxy speaks of a client is dropped.
void apply_proxy_rules(Request& request, const Door& door);

// Whole answer as bytes. A header with a line break in it turns the answer into a 500.
std::string serialise(const Response& response, Method method, std::string_view connection);

}  // namespace gatehouse::http
