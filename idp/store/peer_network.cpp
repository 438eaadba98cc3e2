#include "idp/store/peer_network.hpp"

#include "base/encoding.hpp"

#include <arpa/inet.h>

namespace gatehouse::idp {

std::string peer_network(const std::string& peer) {
    in6_addr address{};
    if (inet_pton(AF_INET6, peer.c_str(), &address) != 1) return peer;
    return hex({reinterpret_cast<const char*>(address.s6_addr), 8}) + "/64";
}

}  // namespace gatehouse::idp
