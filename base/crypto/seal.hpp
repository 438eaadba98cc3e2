// Authenticated encryption (XChaCha20-Poly1305, libsodium) of cookies and keys at rest. The associated data names
// program, environment and purpose, so that what one program sealed opens nowhere else (invariant 17).
#pragma once

#include "base/crypto/random.hpp"
#include "base/secret.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::crypto {

class Seal {
public:
    // key: exactly 32 bytes; throws std::invalid_argument otherwise.
    Seal(Secret key, Random& random);
    std::string seal(std::string_view plain, std::string_view associated) const;                  // base64url
    std::optional<std::string> open(std::string_view sealed, std::string_view associated) const;  // nullopt: not ours
    // A key of its own for one purpose, e.g. "gatehouse-idp/form/v1": 32 bytes (derive.cpp).
    Secret derive(std::string_view purpose) const;

private:
    Secret key_;
    Random& random_;
};

}  // namespace gatehouse::crypto
