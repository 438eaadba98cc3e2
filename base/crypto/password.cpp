#include "base/crypto/password.hpp"

#include "base/crypto/start_sodium.hpp"

#include <algorithm>
#include <array>
#include <new>

namespace gatehouse::crypto {

namespace {

using Buffer = std::array<char, crypto_pwhash_STRBYTES>;

// libsodium reads a buffer of fixed size; what does not fit is no hash of ours.
bool copy_hash(const std::string& hash, Buffer& buffer) {
    buffer.fill('\0');
    if (hash.size() >= buffer.size()) return false;
    std::copy(hash.begin(), hash.end(), buffer.begin());
    return true;
}

}  // namespace

std::string hash_password(const Secret& password, PasswordCost cost) {
    start_sodium();
    Buffer buffer{};
    const std::string_view text = password.reveal();
    if (crypto_pwhash_str_alg(buffer.data(), text.data(), text.size(), cost.passes, cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return std::string(buffer.data());
}

bool verify_password(const std::string& hash, const Secret& password) {
    start_sodium();
    Buffer buffer;
    const std::string_view text = password.reveal();
    return copy_hash(hash, buffer) && crypto_pwhash_str_verify(buffer.data(), text.data(), text.size()) == 0;
}

bool needs_rehash(const std::string& hash, PasswordCost cost) {
    start_sodium();
    Buffer buffer;
    return !copy_hash(hash, buffer) || crypto_pwhash_str_needs_rehash(buffer.data(), cost.passes, cost.memory_bytes) != 0;
}

}  // namespace gatehouse::crypto
