// SPDX-License-Identifier: AGPL-3.0-or-later
// cpp-httplib 0.11's server behind a fence. Debian's library has its limits compiled in, so each is set at run time:
// - SO_REUSEPORT is its default: a second program would share the port silently. Only SO_REUSEADDR is set.
// - a backlog of 5: listen() again with a deeper one.
// - Nagle: header and body are two sends; 40 ms between them otherwise.
// - an exception's text would be sent to the client: replaced by a plain 500.
// - one request per connection: what a refused request left unread can never be taken for the next request, and idle
//   connections, which it polls a hundred times a second, do not exist.
// - short timeouts: each connection holds a thread.
#pragma once

#include <httplib.h>

#include <sys/socket.h>

namespace gatehouse::desk {

template <class Server>
class Fenced final : public Server {
public:
    using Server::Server;

    void fence(std::size_t threads) {
        this->new_task_queue = [threads] { return new httplib::ThreadPool(threads); };
        this->set_socket_options([](socket_t socket) {
            const int yes = 1;
            ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        });
        this->set_tcp_nodelay(true);
        this->set_keep_alive_max_count(1);
        this->set_keep_alive_timeout(1);
        this->set_read_timeout(5, 0);
        this->set_write_timeout(5, 0);
        this->set_payload_max_length(64 * 1024);
        this->set_exception_handler(
            [](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) { response.status = 500; });
    }

    void deepen_backlog() { ::listen(this->svr_sock_, 4096); }
};

}  // namespace gatehouse::desk
