#include "base/http/deadline.hpp"

#include <sys/socket.h>
#include <unistd.h>

namespace gatehouse::http {

Deadline::Deadline(Milliseconds allowed) : end_(std::chrono::steady_clock::now() + allowed), thread_([this] { run(); }) {}

Deadline::~Deadline() {
    {
        std::lock_guard hold(mutex_);
        done_ = true;
    }
    wake_.notify_one();
    thread_.join();
    if (socket_ >= 0) ::close(socket_);
}

void Deadline::watch(int socket) {
    std::lock_guard hold(mutex_);
    if (socket_ >= 0) ::close(socket_);
    socket_ = ::dup(socket);
}

bool Deadline::passed() const {
    return std::chrono::steady_clock::now() >= end_;
}

void Deadline::run() {
    std::unique_lock hold(mutex_);
    if (wake_.wait_until(hold, end_, [this] { return done_; })) return;
    // Repeated: the connection may come into being only now.
    do {
        if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
    } while (!wake_.wait_for(hold, Milliseconds{50}, [this] { return done_; }));
}

}  // namespace gatehouse::http
