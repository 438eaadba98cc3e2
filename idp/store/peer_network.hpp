#pragma once

#include <string>

namespace gatehouse::idp {

// What is counted as one peer: an IPv4 address, or the /64 network of an IPv6 address (one customer has all of it).
std::string peer_network(const std::string& peer);

}  // namespace gatehouse::idp
