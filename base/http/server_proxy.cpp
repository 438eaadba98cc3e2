#include "base/http/ascii.hpp"
#include "base/http/server_head.hpp"

#include <algorithm>
#include <array>

namespace gatehouse::http {

namespace {

// Headers by which proxies vouch for a client: identity, address, certificate.
bool vouches(std::string_view name) {
    static constexpr std::array<std::string_view, 9> prefixes = {"x-forwarded-", "x-ssl-",      "ssl-client-", "x-client-cert", "x-real-ip",
                                                                 "x-remote-",    "remote-user", "oidc_",       "x-original-"};
    const std::string word = lower(name);
    return word == "forwarded" || word == "client-cert" || word == "client-cert-chain" || word == "x-auth-request-user" ||
           std::ranges::any_of(prefixes, [&](std::string_view prefix) { return word.starts_with(prefix); });
}

bool loopback(std::string_view address) {
    return address == "::1" || address.starts_with("127.");
}

void believe(Request& request) {
    if (const auto lines = request.headers.all("X-Forwarded-For"); !lines.empty()) {
        const std::string_view line = lines.back();
        const auto comma = line.rfind(',');
        const std::string_view last = trim(comma == std::string_view::npos ? line : line.substr(comma + 1));
        if (!last.empty()) request.peer = last;
    }
    request.peer_is_loopback = loopback(request.peer);
    if (const auto scheme = request.headers.get("X-Forwarded-Proto"); scheme == "https" || scheme == "http") request.scheme = *scheme;
}

}  // namespace

void apply_proxy_rules(Request& request, const Door& door) {
    request.peer = door.peer;
    request.peer_is_loopback = door.peer_is_loopback;
    if (door.peer_is_proxy) return believe(request);
    Headers kept;
    for (const auto& [name, value] : request.headers.list()) {
        if (!vouches(name)) kept.add(name, value);
    }
    if (!door.client_certificate.empty()) kept.add("Client-Cert", door.client_certificate);
    request.headers = std::move(kept);
}

}  // namespace gatehouse::http
