// Which addresses an outgoing call may reach (SSRF): the special-purpose registries of IANA (RFC 6890) and whatever
// embeds an IPv4 address in an IPv6 one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gatehouse::http {

enum class Reach { public_, private_, loopback };  // private_: everything that is not globally routable, loopback apart

// address: as inet_ntop writes it. Unreadable text counts as private.
Reach reach_of(const std::string& address);

// The addresses of a host in the resolver's order, numeric; empty: unknown.
std::vector<std::string> resolve(const std::string& host, std::uint16_t port);

}  // namespace gatehouse::http
