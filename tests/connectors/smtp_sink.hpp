// An SMTP server on loopback that keeps what it is given. One connection at a time.
#pragma once

#include "base/locked.hpp"

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace gatehouse::tests {

class SmtpSink {
public:
    SmtpSink();
    ~SmtpSink();
    SmtpSink(const SmtpSink&) = delete;
    SmtpSink& operator=(const SmtpSink&) = delete;

    std::uint16_t port() const { return port_; }
    std::vector<std::string> messages() const;
    std::vector<std::string> commands() const;
    void answer_recipients_with(std::string reply);  // "" : 250

private:
    struct State {
        std::vector<std::string> messages, commands;
        std::string recipient_reply;
    };
    void serve();
    void talk(int connection);
    std::string reply_to(const std::string& command);

    int listener_ = -1;
    std::uint16_t port_ = 0;
    Locked<State> state_;
    std::thread thread_;
};

}  // namespace gatehouse::tests
