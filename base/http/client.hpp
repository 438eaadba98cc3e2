// Every outgoing call (cpp-httplib; only client.cpp knows it). The very address that was checked is the one connected
// to; no redirects are followed; sizes and times are capped; TLS is verified against the system's or the given CA.
#pragma once

#include "base/clock.hpp"
#include "base/http/message.hpp"

#include <memory>
#include <string>

namespace gatehouse::http {

struct OutgoingRequest {
    Method method = Method::get;
    std::string url;  // https only, http only to loopback where allowed
    Headers headers;
    std::string body;
    std::string content_type;
};

// relaxed: private and loopback addresses are allowed (a demo store, or an address the operator configured)
enum class Guard { public_only, relaxed };

struct ClientOptions {
    std::string ca_file;  // empty: the system's
    Guard guard = Guard::public_only;
    Seconds timeout{5};
    std::size_t max_body = 1024 * 1024;
};

class Client {
public:
    virtual ~Client() = default;
    // Errors: unavailable (network, timeout, TLS), forbidden (guard), too_large.
    virtual Result<Response> send(const OutgoingRequest& request) = 0;
};

std::unique_ptr<Client> make_client(ClientOptions options);

}  // namespace gatehouse::http
