// One request and one response as values. Everything is parsed once, at the door.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::http {

enum class Method { get, head, post, put, patch, delete_, options, other };
std::string_view name(Method method);

class Headers {
public:
    void add(std::string name, std::string value) { list_.emplace_back(std::move(name), std::move(value)); }
    void set(std::string_view name, std::string value);                // replaces all of that name
    std::optional<std::string_view> get(std::string_view name) const;  // first, case-insensitive
    std::vector<std::string_view> all(std::string_view name) const;
    const std::vector<std::pair<std::string, std::string>>& list() const { return list_; }

private:
    std::vector<std::pair<std::string, std::string>> list_;
};

// Decoded application/x-www-form-urlencoded pairs (query or body) in order.
class Parameters {
public:
    struct Limits {
        std::size_t count = 200;
        std::size_t value_bytes = 16 * 1024;
    };
    // Errors: invalid_request for bad percent-encoding, invalid UTF-8, NUL, too many or too long.
    static Result<Parameters> parse(std::string_view encoded, Limits limits);
    static Result<Parameters> parse(std::string_view encoded) { return parse(encoded, Limits{}); }

    std::string_view get(std::string_view name) const;  // first value, "" where absent
    bool has(std::string_view name) const;
    std::vector<std::string_view> all(std::string_view name) const;
    // Absent: nullopt. Present twice: invalid_request naming the parameter (RFC 6749 section 3.1).
    Result<std::optional<std::string>> once(std::string_view name) const;
    Result<std::string> required(std::string_view name) const;  // as once(), absent or empty: invalid_request
    const std::vector<std::pair<std::string, std::string>>& list() const { return list_; }
    void add(std::string name, std::string value) { list_.emplace_back(std::move(name), std::move(value)); }
    std::string encode() const;

private:
    std::vector<std::pair<std::string, std::string>> list_;
};

struct Request {
    Method method = Method::get;
    std::string path;    // decoded, dot segments refused, e.g. "/register"
    std::string target;  // as received, for logs only after redaction
    Parameters query;
    Headers headers;
    std::string body;
    std::string scheme = "https";
    std::string authority;  // the Host header, already checked against the listener's names
    std::string peer;       // address of the client without port (of the declared proxy's client where there is one)
    bool peer_is_loopback = false;
    std::string id;                                                   // request id, 22 letters, in every log line and error page
    std::map<std::string, std::string, std::less<>> path_parameters;  // "{name}" of the route

    // The value of the cookie; where it occurs twice: nullopt (a second one was planted).
    std::optional<std::string> cookie(std::string_view name) const;
    // The body as form. Errors: unsupported_media_type, invalid_request, as Parameters::parse.
    Result<Parameters> form() const;
    std::string origin() const { return scheme + "://" + authority; }
};

struct Response {
    int status = 200;
    Headers headers;
    std::string body;

    static Response html(std::string body, int status = 200);
    static Response json(std::string body, int status = 200);  // application/json, Cache-Control: no-store
    static Response redirect(std::string location, int status = 303);
    static Response text(std::string body, int status = 200);
};

struct Cookie {
    std::string name;  // "__Host-…"
    std::string value;
    std::optional<std::int64_t> max_age;  // seconds; absent: session cookie; 0: delete
};
void set_cookie(Response& response, const Cookie& cookie);  // Secure; HttpOnly; SameSite=Lax; Path=/

std::string percent_encode(std::string_view text);  // RFC 3986 unreserved stay
bool is_valid_utf8(std::string_view text);

}  // namespace gatehouse::http
