// A TCP connection on which a test says exactly what it likes.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace gatehouse::tests {

class RawConnection {
public:
    explicit RawConnection(std::uint16_t port, int patience_seconds = 10) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        timeval patience{patience_seconds, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("connect");
    }
    ~RawConnection() {
        if (socket_ >= 0) ::close(socket_);
    }
    RawConnection(RawConnection&& other) noexcept : socket_(other.socket_), pending_(std::move(other.pending_)) { other.socket_ = -1; }
    RawConnection& operator=(RawConnection&&) = delete;

    bool say(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    // One answer with Content-Length; "" where the peer closed first.
    std::string hear() {
        while (true) {
            const auto head_end = pending_.find("\r\n\r\n");
            if (head_end != std::string::npos) {
                const auto total = head_end + 4 + length_in(std::string_view(pending_).substr(0, head_end));
                if (pending_.size() >= total) {
                    std::string answer = pending_.substr(0, total);
                    pending_.erase(0, total);
                    return answer;
                }
            }
            if (!more()) return {};
        }
    }
    int hear_status() {
        const std::string answer = hear();
        return answer.size() < 12 ? 0 : std::stoi(answer.substr(9, 3));
    }
    // Everything until the peer closes.
    std::string hear_all() {
        while (more()) {
        }
        return std::exchange(pending_, {});
    }

private:
    static std::size_t length_in(std::string_view head) {
        const auto at = head.find("Content-Length: ");
        return at == std::string_view::npos ? 0 : std::stoul(std::string(head.substr(at + 16, 20)));
    }
    bool more() {
        char bytes[4096];
        const auto got = ::recv(socket_, bytes, sizeof bytes, 0);
        if (got <= 0) return false;
        pending_.append(bytes, static_cast<std::size_t>(got));
        return true;
    }

    int socket_;
    std::string pending_;
};

}  // namespace gatehouse::tests
