// The addresses that an application registers. They are compared letter by letter; nothing is normalised.
#pragma once

#include <string>
#include <string_view>

namespace gatehouse::idp {

// https, or http on loopback; with host, without fragment, user name and white space; at most 2,000 bytes.
bool is_client_uri(std::string_view uri);

// "https://localhost:9443/callback?x=1" → "https://localhost:9443". The address must be a client's.
std::string origin_of(std::string_view uri);

}  // namespace gatehouse::idp
