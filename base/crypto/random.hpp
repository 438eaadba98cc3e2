// Randomness is an argument.
#pragma once

#include <cstddef>
#include <string>

namespace gatehouse::crypto {

class Random {
public:
    virtual ~Random() = default;
    virtual std::string bytes(std::size_t count) = 0;
    // count random bytes as base64url: 16 give an id of 22 letters, 32 a code or token of 43.
    std::string token(std::size_t count = 32);
};

// The operating system's generator through OpenSSL RAND_bytes; throws std::runtime_error when that fails. Thread-safe.
class SystemRandom final : public Random {
public:
    std::string bytes(std::size_t count) override;
};

}  // namespace gatehouse::crypto
