#include "base/http/error_rendering.hpp"

#include "base/http/router.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <map>

namespace gatehouse::http {

namespace {

// RFC 6749 section 5.2 and RFC 6750 section 3: error_description is %x20-21 / %x23-5B / %x5D-7E.
std::string description(std::string_view message) {
    std::string text(message);
    std::ranges::replace_if(text, [](char letter) { return letter < 0x20 || letter > 0x7E || letter == '"' || letter == '\\'; }, '\'');
    return text;
}

std::string challenge(const Error& error) {
    if (error.code == ErrorCode::invalid_client) return R"(Basic realm="gatehouse", charset="UTF-8")";
    if (error.code == ErrorCode::unauthenticated) return R"(Bearer realm="gatehouse")";
    if (error.code != ErrorCode::invalid_token && error.code != ErrorCode::insufficient_scope) return {};
    return R"(Bearer realm="gatehouse", error=")" + std::string(describe(error.code).wire) + R"(", error_description=")" +
           description(error.message) + '"';
}

}  // namespace

std::string_view reason_phrase(int status) {
    static const std::map<int, std::string_view> phrases = {{200, "OK"},
                                                            {201, "Created"},
                                                            {202, "Accepted"},
                                                            {204, "No Content"},
                                                            {301, "Moved Permanently"},
                                                            {302, "Found"},
                                                            {303, "See Other"},
                                                            {304, "Not Modified"},
                                                            {307, "Temporary Redirect"},
                                                            {308, "Permanent Redirect"},
                                                            {400, "Bad Request"},
                                                            {401, "Unauthorized"},
                                                            {403, "Forbidden"},
                                                            {404, "Not Found"},
                                                            {405, "Method Not Allowed"},
                                                            {408, "Request Timeout"},
                                                            {409, "Conflict"},
                                                            {410, "Gone"},
                                                            {412, "Precondition Failed"},
                                                            {413, "Content Too Large"},
                                                            {415, "Unsupported Media Type"},
                                                            {417, "Expectation Failed"},
                                                            {421, "Misdirected Request"},
                                                            {429, "Too Many Requests"},
                                                            {431, "Request Header Fields Too Large"},
                                                            {500, "Internal Server Error"},
                                                            {501, "Not Implemented"},
                                                            {503, "Service Unavailable"}};
    const auto at = phrases.find(status);
    return at == phrases.end() ? "Unknown" : at->second;
}

Error shown(Error error) {
    if (describe(error.code).show == Show::wire_name_only) {
        error.message = "Something went wrong on our side. Please try again in a moment.";
        error.field.clear();
    }
    return error;
}

void add_retry_after(Response& response, const Error& error) {
    if (error.retry_after.count() > 0) response.headers.set("Retry-After", std::to_string(error.retry_after.count()));
}

Response problem_response(const Error& error, const Request& request) {
    const Error safe = shown(error);
    const ErrorRow& row = describe(safe.code);
    boost::json::object body = {{"type", "about:blank"}, {"title", reason_phrase(row.status)},
                                {"status", row.status},  {"detail", safe.message},
                                {"error", row.wire},     {"request_id", request.id}};
    if (!safe.field.empty()) body["field"] = safe.field;
    Response response = Response::json(boost::json::serialize(body), row.status);
    response.headers.set("Content-Type", "application/problem+json");
    if (const auto value = challenge(safe); !value.empty()) response.headers.set("WWW-Authenticate", value);
    add_retry_after(response, safe);
    return response;
}

Response oauth_response(const Error& error) {
    const Error safe = shown(error);
    const ErrorRow& row = describe(safe.code);
    const boost::json::object body = {{"error", row.wire}, {"error_description", description(safe.message)}};
    Response response = Response::json(boost::json::serialize(body), row.status);
    response.headers.add("Pragma", "no-cache");
    if (const auto value = challenge(safe); !value.empty()) response.headers.set("WWW-Authenticate", value);
    add_retry_after(response, safe);
    return response;
}

}  // namespace gatehouse::http
