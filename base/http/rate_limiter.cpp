#include "base/http/rate_limiter.hpp"

#include <algorithm>
#include <functional>
#include <random>
#include <string>

namespace gatehouse::http {

namespace {

// The first four groups of an IPv6 address as inet_ntop writes it; enough to group by, exactness is not needed.
std::string_view network(std::string_view peer) {
    std::size_t colons = 0;
    for (std::size_t i = 0; i < peer.size(); ++i) {
        if (peer[i] == ':' && ++colons == 4) return peer.substr(0, i);
    }
    return peer;
}

std::uint64_t mix(std::uint64_t value) {
    value ^= value >> 33U;
    value *= 0xff51afd7ed558ccdULL;
    value ^= value >> 33U;
    value *= 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33U);
}

}  // namespace

// The seed decides nothing but which entries share a set; it keeps strangers from choosing that.
RateLimiter::RateLimiter() : table_(sets), seed_((std::uint64_t{std::random_device{}()} << 32U) | std::random_device{}()) {}

Seconds RateLimiter::count(std::string_view peer, std::size_t route, int most, Seconds window, Instant now) {
    const std::uint64_t key = mix(std::hash<std::string_view>{}(network(peer)) ^ mix(seed_ + route));
    const std::int64_t second = to_seconds(now);
    const std::int64_t number = second / window.count();
    const std::size_t set = key % sets;
    std::lock_guard hold(mutexes_[set % locks]);
    auto& entries = table_[set];
    auto at = std::ranges::find(entries, key, &Entry::key);
    if (at == entries.end()) {
        at = std::ranges::min_element(entries, {}, [](const Entry& entry) { return std::pair(entry.window, entry.count); });
        *at = {key, number, 0};
    }
    if (at->window != number) *at = {key, number, 0};
    if (at->count >= most) return Seconds{(number + 1) * window.count() - second};
    ++at->count;
    return Seconds{0};
}

}  // namespace gatehouse::http
