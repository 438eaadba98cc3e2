// libsodium wants to be started once before its first use; safe to call from any thread, as often as one likes.
#pragma once

#include <sodium.h>

#include <stdexcept>

namespace gatehouse::crypto {

inline void start_sodium() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

}  // namespace gatehouse::crypto
