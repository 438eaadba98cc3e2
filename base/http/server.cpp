#include "base/http/server.hpp"

#include "base/http/ascii.hpp"
#include "base/http/server_connection.hpp"
#include "base/http/server_tls.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace gatehouse::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr Milliseconds stop_limit{5000};
constexpr Milliseconds pause_when_out_of_sockets{100};

// One listening socket with its settings.
struct Gate {
    Listener settings;
    std::unique_ptr<asio::ssl::context> tls;
    tcp::acceptor acceptor;
    asio::steady_timer pause;
    std::vector<std::string> names;

    Gate(asio::io_context& io, Listener listener) : settings(std::move(listener)), acceptor(io), pause(io) {}
};

std::string described(const Listener& listener) {
    return fmt::format("listener {} port {}", listener.address, listener.port);
}

std::vector<std::string> accepted_names(const Listener& listener, std::uint16_t port) {
    std::vector<std::string> names;
    for (const auto& given : listener.names) names.push_back(lower(given));
    if (!names.empty()) return names;
    const std::string address = listener.address.find(':') == std::string::npos ? listener.address : '[' + listener.address + ']';
    for (const auto& host : {std::string("localhost"), address}) {
        names.push_back(fmt::format("{}:{}", host, port));
        if (port == (listener.tls ? 443 : 80)) names.push_back(host);
    }
    return names;
}

// SO_REUSEADDR only spares us TIME_WAIT; SO_REUSEPORT, by which a second program would share the port silently, stays off.
Result<void> open(Gate& gate) {
    error_code error;
    const auto address = asio::ip::make_address(gate.settings.address, error);
    if (error)
        return fail(ErrorCode::bad_input,
                    fmt::format("{}: the address must be an IP address such as 127.0.0.1.", described(gate.settings)));
    if (!gate.settings.tls && !address.is_loopback()) {
        return fail(ErrorCode::bad_input,
                    fmt::format("{}: without a certificate only loopback addresses may be used.", described(gate.settings)));
    }
    const tcp::endpoint endpoint(address, gate.settings.port);
    gate.acceptor.open(endpoint.protocol(), error);
    if (!error) gate.acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) gate.acceptor.bind(endpoint, error);
    if (!error) gate.acceptor.listen(4096, error);
    if (error) {
        return fail(ErrorCode::bad_input,
                    fmt::format("{}: cannot listen ({}); is another program using the port?", described(gate.settings), error.message()));
    }
    gate.names = accepted_names(gate.settings, gate.acceptor.local_endpoint().port());
    return {};
}

}  // namespace

struct Server::Impl {
    Impl(std::vector<Listener> listeners, const Router& router, ServerLimits limits, Log& log);

    Result<void> start();
    void accept(Gate& gate);
    void on_accept(Gate& gate, error_code error, tcp::socket socket);
    Door door_for(const Gate& gate, const tcp::socket& socket) const;
    void stop();

    std::vector<Listener> listeners;
    // Connections refer to edge and live in io's queues: edge is destroyed after io.
    Edge edge;
    asio::io_context io;
    std::vector<std::unique_ptr<Gate>> gates;
    asio::executor_work_guard<asio::io_context::executor_type> keep_running;
    std::vector<std::thread> threads;
};

Server::Impl::Impl(std::vector<Listener> list, const Router& router, ServerLimits limits, Log& log)
    : listeners(std::move(list)),
      edge{.router = router,
           .limits = limits,
           .log = log,
           .work = {limits.work_threads, limits.work_queue},
           .hash = {limits.hash_threads, limits.hash_queue},
           .registry = Registry(limits.connections),
           .random = {},
           .stopping = false},
      io(std::max(1, limits.io_threads)),
      keep_running(io.get_executor()) {}

Result<void> Server::Impl::start() {
    for (const auto& listener : listeners) {
        auto gate = std::make_unique<Gate>(io, listener);
        if (listener.tls) {
            TRY(gate->tls, make_tls(*listener.tls, listener.client_certificate));
        }
        TRY_VOID(open(*gate));
        gates.push_back(std::move(gate));
    }
    for (const auto& gate : gates) accept(*gate);
    for (int i = 0; i < edge.limits.io_threads; ++i) threads.emplace_back([this] { io.run(); });
    return {};
}

void Server::Impl::accept(Gate& gate) {
    gate.acceptor.async_accept(asio::make_strand(io),
                               [this, &gate](error_code error, tcp::socket socket) { on_accept(gate, error, std::move(socket)); });
}

void Server::Impl::on_accept(Gate& gate, error_code error, tcp::socket socket) {
    if (edge.stopping) return;
    if (error == asio::error::no_descriptors || error == boost::system::errc::too_many_files_open_in_system) {
        edge.log.warn("out_of_sockets");
        gate.pause.expires_after(pause_when_out_of_sockets);
        return gate.pause.async_wait([this, &gate](error_code) { accept(gate); });
    }
    if (!error && edge.registry.has_room()) {
        Door door = door_for(gate, socket);
        serve_connection(std::move(socket), edge, std::move(door), gate.tls.get());
    } else if (!error) {
        edge.log.warn("too_many_connections", {{"open", static_cast<std::int64_t>(edge.registry.open())}});
        error_code ignored;
        socket.close(ignored);
    }
    accept(gate);
}

Door Server::Impl::door_for(const Gate& gate, const tcp::socket& socket) const {
    error_code error;
    const auto address = socket.remote_endpoint(error).address();
    Door door;
    door.scheme = gate.tls ? "https" : "http";
    door.names = gate.names;
    door.peer = address.to_string();
    door.peer_is_loopback = address.is_loopback();
    door.peer_is_proxy = std::ranges::find(gate.settings.trusted_proxies, door.peer) != gate.settings.trusted_proxies.end();
    door.header_count = edge.limits.header_count;
    return door;
}

void Server::Impl::stop() {
    if (edge.stopping.exchange(true)) return;
    asio::post(io, [this] {
        for (const auto& gate : gates) {
            error_code ignored;
            gate->acceptor.close(ignored);
            gate->pause.cancel();
        }
    });
    edge.registry.end_all_when_idle();
    const auto deadline = std::chrono::steady_clock::now() + stop_limit;
    while (!threads.empty() && edge.registry.open() > 0 && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(Milliseconds{10});
    }
    edge.work.stop();
    edge.hash.stop();
    keep_running.reset();
    io.stop();
    for (auto& thread : threads) thread.join();
    threads.clear();
}

Server::Server(std::vector<Listener> listeners, const Router& router, ServerLimits limits, Log& log)
    : impl_(std::make_unique<Impl>(std::move(listeners), router, limits, log)) {}

Server::~Server() {
    impl_->stop();
}

Result<void> Server::start() {
    return impl_->start();
}

std::uint16_t Server::port(std::size_t listener) const {
    error_code error;
    return impl_->gates.at(listener)->acceptor.local_endpoint(error).port();
}

void Server::stop() {
    impl_->stop();
}

}  // namespace gatehouse::http
