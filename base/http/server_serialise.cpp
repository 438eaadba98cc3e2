#include "base/http/ascii.hpp"
#include "base/http/error_rendering.hpp"
#include "base/http/server_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace gatehouse::http {

namespace {

// RFC 9110 section 5.6.7, whatever the locale.
std::string http_date(std::time_t at) {
    static constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm utc{};
    gmtime_r(&at, &utc);
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                       months[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

bool is_clean(std::string_view text) {
    return std::ranges::none_of(text, [](char letter) { return letter == '\r' || letter == '\n' || letter == '\0'; });
}

bool is_ours(std::string_view name) {
    return same_word(name, "Content-Length") || same_word(name, "Connection") || same_word(name, "Transfer-Encoding") ||
           same_word(name, "Date");
}

bool has_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

}  // namespace

std::string serialise(const Response& response, Method method, std::string_view connection) {
    const auto clean = [](const auto& header) { return is_clean(header.first) && is_clean(header.second); };
    if (!std::ranges::all_of(response.headers.list(), clean)) return serialise(Response::text("", 500), method, connection);
    std::string out = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\nConnection: {}\r\n", response.status, reason_phrase(response.status),
                                  http_date(std::time(nullptr)), connection);
    for (const auto& [name, value] : response.headers.list()) {
        if (!is_ours(name)) out.append(name).append(": ").append(value).append("\r\n");
    }
    if (has_body(response.status)) {
        // To HEAD the router has already said how long the body would be.
        const auto declared = method == Method::head ? response.headers.get("Content-Length") : std::nullopt;
        out += fmt::format("Content-Length: {}\r\n", declared ? std::string(*declared) : std::to_string(response.body.size()));
    }
    out += "\r\n";
    if (has_body(response.status) && method != Method::head) out += response.body;
    return out;
}

}  // namespace gatehouse::http
