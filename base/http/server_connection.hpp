// One connection: read a head, check it, read the body up to the route's limit, hand it to a pool, write, again.
// Everything of one connection runs on its strand; a quiet one costs memory only.
#pragma once

#include "base/crypto/random.hpp"
#include "base/http/server_head.hpp"
#include "base/http/server_pool.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace gatehouse::http {

class AnyConnection {
public:
    virtual ~AnyConnection() = default;
    virtual void end_when_idle() = 0;  // from any thread
};

// The connections that are open, so that stop() can end the quiet ones.
class Registry {
public:
    explicit Registry(std::size_t most) : most_(most) {}
    bool has_room() const { return open_.load() < most_; }
    void add(const std::shared_ptr<AnyConnection>& connection);
    void remove(const AnyConnection* connection);
    void end_all_when_idle();
    std::size_t open() const { return open_.load(); }

private:
    std::size_t most_;
    std::atomic<std::size_t> open_ = 0;
    std::mutex mutex_;
    std::unordered_map<const AnyConnection*, std::weak_ptr<AnyConnection>> all_;
};

// What all connections of a server share.
struct Edge {
    const Router& router;
    ServerLimits limits;
    Log& log;
    WorkerPool work;
    WorkerPool hash;
    Registry registry;
    crypto::SystemRandom random;  // request ids only
    std::atomic<bool> stopping = false;
};

// Begins to serve the socket; tls null: plain HTTP.
void serve_connection(boost::asio::ip::tcp::socket socket, Edge& edge, Door door, boost::asio::ssl::context* tls);

}  // namespace gatehouse::http
