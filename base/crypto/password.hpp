// argon2id by libsodium, 19 MiB and two passes unless said otherwise; the parameters stand in the hash.
#pragma once

#include "base/secret.hpp"

#include <cstddef>
#include <string>

namespace gatehouse::crypto {

struct PasswordCost {
    std::size_t memory_bytes = 19 * 1024 * 1024;
    unsigned long long passes = 2;
};

std::string hash_password(const Secret& password, PasswordCost cost = {});  // "$argon2id$…"; throws std::bad_alloc
bool verify_password(const std::string& hash, const Secret& password);
bool needs_rehash(const std::string& hash, PasswordCost cost = {});

}  // namespace gatehouse::crypto
