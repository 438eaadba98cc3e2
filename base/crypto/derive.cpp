#include "base/crypto/digest.hpp"
#include "base/crypto/seal.hpp"

namespace gatehouse::crypto {

Secret Seal::derive(std::string_view purpose) const {
    return Secret(hmac_sha256(key_.reveal(), std::string("derive:") + std::string(purpose)));
}

}  // namespace gatehouse::crypto
