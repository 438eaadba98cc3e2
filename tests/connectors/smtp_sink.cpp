#include "tests/connectors/smtp_sink.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace gatehouse::tests {
namespace {

void say(int connection, const std::string& line) {
    const std::string bytes = line + "\r\n";
    if (::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) throw std::runtime_error("the client is gone");
}

// Up to and including `end`; "" where the client left. Keeps what follows in rest.
std::string read_until(int connection, std::string& rest, const std::string& end) {
    char buffer[4096];
    while (rest.find(end) == std::string::npos) {
        const ssize_t got = ::recv(connection, buffer, sizeof buffer, 0);
        if (got <= 0) return "";
        rest.append(buffer, static_cast<std::size_t>(got));
    }
    const auto length = rest.find(end) + end.size();
    std::string taken = rest.substr(0, length);
    rest.erase(0, length);
    return taken;
}

std::string without_dots(std::string data) {
    data.resize(data.size() - 3);  // the final ".\r\n"
    for (std::size_t at = 0; (at = data.find("\r\n..", at)) != std::string::npos; at += 2) data.erase(at + 2, 1);
    return data;
}

}  // namespace

SmtpSink::SmtpSink() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, raw, size) != 0 || ::listen(listener_, 8) != 0 || ::getsockname(listener_, raw, &size) != 0)
        throw std::runtime_error("the SMTP sink cannot listen");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

SmtpSink::~SmtpSink() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
}

std::vector<std::string> SmtpSink::messages() const {
    return state_.with([](const State& state) { return state.messages; });
}

std::vector<std::string> SmtpSink::commands() const {
    return state_.with([](const State& state) { return state.commands; });
}

void SmtpSink::answer_recipients_with(std::string reply) {
    state_.with([&](State& state) { state.recipient_reply = std::move(reply); });
}

void SmtpSink::serve() {
    while (true) {
        const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) return;
        const timeval limit{2, 0};
        ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        try {
            talk(connection);
        } catch (const std::exception&) {
            // the client left in the middle; the next one may come
        }
        ::close(connection);
    }
}

std::string SmtpSink::reply_to(const std::string& command) {
    return state_.with([&](State& state) -> std::string {
        const bool password_follows = !state.commands.empty() && state.commands.back() == "AUTH PLAIN";
        state.commands.push_back(command);
        if (password_follows) return "235 welcome";
        if (command.starts_with("EHLO")) return "250-sink\r\n250 AUTH PLAIN";
        if (command.starts_with("AUTH")) return command == "AUTH PLAIN" ? "334 " : "235 welcome";
        if (command.starts_with("RCPT") && !state.recipient_reply.empty()) return state.recipient_reply;
        if (command.starts_with("DATA")) return "354 go on";
        if (command.starts_with("QUIT")) return "221 bye";
        return "250 ok";
    });
}

void SmtpSink::talk(int connection) {
    say(connection, "220 sink");
    std::string rest;
    while (true) {
        const std::string line = read_until(connection, rest, "\r\n");
        if (line.empty()) return;
        const std::string reply = reply_to(line.substr(0, line.size() - 2));
        say(connection, reply);
        if (reply.starts_with("221")) return;
        if (!reply.starts_with("354")) continue;
        const std::string data = read_until(connection, rest, "\r\n.\r\n");
        state_.with([&](State& state) { state.messages.push_back(without_dots(data)); });
        say(connection, "250 kept");
    }
}

}  // namespace gatehouse::tests
