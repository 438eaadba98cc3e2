// Time is an argument. Instants are milliseconds since 1970-01-01T00:00:00Z; SQL stores exactly that number.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse {

using Milliseconds = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;
using Instant = std::chrono::sys_time<Milliseconds>;

constexpr std::int64_t to_millis(Instant at) {
    return at.time_since_epoch().count();
}
constexpr std::int64_t to_seconds(Instant at) {
    return std::chrono::floor<Seconds>(at).time_since_epoch().count();
}
constexpr Instant from_millis(std::int64_t millis) {
    return Instant{Milliseconds{millis}};
}
constexpr Instant from_seconds(std::int64_t seconds) {
    return Instant{Milliseconds{seconds * 1000}};
}

std::string rfc3339(Instant at);                                  // "2026-11-24T10:46:56.123Z"
std::optional<Instant> parse_rfc3339_date(std::string_view day);  // "2026-11-24" → that day's first instant in UTC
std::string utc_compact(Instant at);                              // "20261124104656Z" (RFC 4517 generalizedTime)

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

// A clock that stands still until a test or the demo's clock jump moves it. Thread-safe.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : millis_(to_millis(start)) {}
    Instant now() const override { return from_millis(millis_.load()); }
    void advance(Milliseconds by) { millis_ += by.count(); }
    void set(Instant at) { millis_ = to_millis(at); }

private:
    std::atomic<std::int64_t> millis_;
};

}  // namespace gatehouse
