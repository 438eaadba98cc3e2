// How often one peer may call one route: fixed windows in a table of fixed size, so that a million addresses cost
// what a hundred do. Where the table is crowded the quietest entry is forgotten: errors let somebody through, never
// keep somebody out.
#pragma once

#include "base/clock.hpp"

#include <array>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <vector>

namespace gatehouse::http {

class RateLimiter {
public:
    RateLimiter();

    // Counts one request; zero: allowed, otherwise the time after which another one is.
    // peer: an address; IPv6 counts by /64, because one household has as many addresses as it likes.
    Seconds count(std::string_view peer, std::size_t route, int most, Seconds window, Instant now);

private:
    struct Entry {
        std::uint64_t key = 0;
        std::int64_t window = -1;  // number of the window since 1970
        std::int32_t count = 0;
    };
    static constexpr std::size_t ways = 8;
    static constexpr std::size_t sets = 4096;
    static constexpr std::size_t locks = 64;

    std::vector<std::array<Entry, ways>> table_;
    std::array<std::mutex, locks> mutexes_;
    std::uint64_t seed_;
};

}  // namespace gatehouse::http
