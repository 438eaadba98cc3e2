#include "base/clock.hpp"

#include <fmt/format.h>

#include <charconv>

namespace gatehouse {

namespace {

struct Parts {
    std::chrono::year_month_day day;
    std::chrono::hh_mm_ss<Milliseconds> time;
};

Parts split(Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    return {std::chrono::year_month_day{day}, std::chrono::hh_mm_ss<Milliseconds>{at - day}};
}

template <class Number>
bool read_digits(std::string_view text, Number& out) {
    for (const char c : text)
        if (c < '0' || c > '9') return false;
    return std::from_chars(text.data(), text.data() + text.size(), out).ec == std::errc{};
}

}  // namespace

std::string rfc3339(Instant at) {
    const auto [day, time] = split(at);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()), time.hours().count(), time.minutes().count(), time.seconds().count(),
                       time.subseconds().count());
}

std::string utc_compact(Instant at) {
    const auto [day, time] = split(at);
    return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}Z", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()), time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::optional<Instant> parse_rfc3339_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    if (!read_digits(text.substr(0, 4), year) || !read_digits(text.substr(5, 2), month) || !read_digits(text.substr(8, 2), day))
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!date.ok()) return std::nullopt;
    return Instant{std::chrono::sys_days{date}};
}

Instant SystemClock::now() const {
    return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
}

}  // namespace gatehouse
