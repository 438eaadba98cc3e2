// The public edge (Boost.Beast; only server.cpp knows it): a list of listeners, strict framing, two I/O threads, a pool
// of workers and a small pool for password hashing with a bounded queue (503 + Retry-After when full).
#pragma once

#include "base/http/router.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse::http {

struct TlsFiles {
    std::string certificate_chain;  // PEM path
    std::string private_key;        // PEM path
};

enum class ClientCertificate { none, optional };

struct Listener {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;       // 0: any free one
    std::optional<TlsFiles> tls;  // without it only loopback addresses are accepted
    ClientCertificate client_certificate = ClientCertificate::none;
    std::vector<std::string> trusted_proxies;  // addresses whose X-Forwarded-For is believed; otherwise dropped
    std::vector<std::string> names;            // accepted Host values (host:port); empty: "localhost" and the address with the port
};

struct ServerLimits {
    int io_threads = 2;
    int work_threads = 16;
    int hash_threads = 2;
    std::size_t hash_queue = 32;
    std::size_t work_queue = 4096;
    std::size_t header_bytes = 16 * 1024;
    std::size_t header_count = 100;
    Seconds idle{30};
    Seconds whole_request{30};
    std::size_t connections = 10'000;
};

class Server {
public:
    // router must outlive the server. Errors of start(): bad_input naming the listener (port in use, file unreadable, key does not match).
    Server(std::vector<Listener> listeners, const Router& router, ServerLimits limits, Log& log);
    ~Server();
    Result<void> start();
    std::uint16_t port(std::size_t listener = 0) const;
    void stop();  // finishes requests under way, at most 5 s

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::http
