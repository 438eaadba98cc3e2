#include "base/http/address_guard.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

namespace gatehouse::http {

namespace {

using Bytes = std::array<std::uint8_t, 16>;

struct Block {
    std::string_view network;
    unsigned bits;
};

constexpr std::array<Block, 16> private_v4 = {{{"0.0.0.0", 8},
                                               {"10.0.0.0", 8},
                                               {"100.64.0.0", 10},
                                               {"169.254.0.0", 16},
                                               {"172.16.0.0", 12},
                                               {"192.0.0.0", 24},
                                               {"192.0.2.0", 24},
                                               {"192.31.196.0", 24},
                                               {"192.52.193.0", 24},
                                               {"192.88.99.0", 24},
                                               {"192.168.0.0", 16},
                                               {"192.175.48.0", 24},
                                               {"198.18.0.0", 15},
                                               {"198.51.100.0", 24},
                                               {"203.0.113.0", 24},
                                               {"224.0.0.0", 3}}};

// Only 2000::/3 is handed out for global use; of it these are not.
constexpr std::array<Block, 3> private_v6 = {{{"2001::", 23}, {"2001:db8::", 32}, {"3fff::", 20}}};

bool inside(const std::uint8_t* address, const std::uint8_t* network, unsigned bits) {
    for (unsigned i = 0; i < bits; ++i) {
        const auto mask = static_cast<std::uint8_t>(0x80U >> (i % 8));
        if ((address[i / 8] & mask) != (network[i / 8] & mask)) return false;
    }
    return true;
}

template <std::size_t Size>
bool in_any(int family, const std::uint8_t* address, const std::array<Block, Size>& blocks) {
    return std::ranges::any_of(blocks, [&](const Block& block) {
        Bytes network{};
        return inet_pton(family, std::string(block.network).c_str(), network.data()) == 1 && inside(address, network.data(), block.bits);
    });
}

Reach reach_v4(const std::uint8_t* address) {
    if (address[0] == 127) return Reach::loopback;
    return in_any(AF_INET, address, private_v4) ? Reach::private_ : Reach::public_;
}

bool begins(const Bytes& address, std::string_view network, unsigned bits) {
    return in_any(AF_INET6, address.data(), std::array<Block, 1>{{{network, bits}}});
}

Reach reach_v6(const Bytes& address) {
    if (begins(address, "::1", 128)) return Reach::loopback;
    if (begins(address, "::ffff:0:0", 96)) return reach_v4(&address[12]);  // mapped: what the kernel dials is the IPv4 address
    // NAT64 and 6to4 carry an IPv4 address that decides; loopback inside them is nobody's wish.
    const bool nat64 = begins(address, "64:ff9b::", 96);
    if (nat64 || begins(address, "2002::", 16)) {
        return reach_v4(nat64 ? &address[12] : &address[2]) == Reach::public_ ? Reach::public_ : Reach::private_;
    }
    const bool global = begins(address, "2000::", 3) && !in_any(AF_INET6, address.data(), private_v6);
    return global ? Reach::public_ : Reach::private_;
}

}  // namespace

Reach reach_of(const std::string& address) {
    Bytes bytes{};
    if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) return reach_v4(bytes.data());
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) return reach_v6(bytes);
    return Reach::private_;
}

std::vector<std::string> resolve(const std::string& host, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list) != 0) return {};
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, freeaddrinfo);
    std::vector<std::string> found;
    for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
        std::array<char, NI_MAXHOST> text{};
        if (getnameinfo(entry->ai_addr, entry->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0) {
            found.emplace_back(text.data());
        }
    }
    return found;
}

}  // namespace gatehouse::http
