#include "base/crypto/random.hpp"

#include "base/encoding.hpp"

#include <openssl/rand.h>

#include <stdexcept>

namespace gatehouse::crypto {

std::string Random::token(std::size_t count) {
    return base64url(bytes(count));
}

std::string SystemRandom::bytes(std::size_t count) {
    std::string out(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("the operating system gives no randomness");
    return out;
}

}  // namespace gatehouse::crypto
