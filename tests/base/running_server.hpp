// A server on a free loopback port with a router of the test's own.
#pragma once

#include "base/http/server.hpp"

#include <functional>
#include <stdexcept>

namespace gatehouse::tests {

struct RunningServer {
    using Adjust = std::function<void(http::Listener&, http::ServerLimits&)>;

    ManualClock clock{from_seconds(1'795'000'000)};
    Log log{"tests", LogLevel::error, "/dev/null"};
    http::Router router{clock, log, [](const http::Request&, const Error& error) {
                            return http::Response::html("<p>" + error.message + "</p>", describe(error.code).status);
                        }};
    std::unique_ptr<http::Server> server;

    void start(const Adjust& adjust = {}) {
        http::Listener listener;
        http::ServerLimits limits;
        limits.work_threads = 4;
        if (adjust) adjust(listener, limits);
        server = std::make_unique<http::Server>(std::vector{listener}, router, limits, log);
        if (const auto started = server->start(); !started) throw std::runtime_error(started.error().message);
    }
    std::uint16_t port() const { return server->port(); }
    std::string host() const { return "localhost:" + std::to_string(port()); }
    // A head with the right Host; more: further header lines, each with its line break.
    std::string head(const std::string& line, const std::string& more = {}) const {
        return line + " HTTP/1.1\r\nHost: " + host() + "\r\n" + more + "\r\n";
    }
};

}  // namespace gatehouse::tests
