// The key files that the configuration names. None of their contents ever stands in an error.
#pragma once

#include "base/jose/key.hpp"
#include "base/secret.hpp"

#include <string>

namespace gatehouse::authz {

// 32 bytes as 64 hex digits. Errors: bad_input naming setting and file.
Result<Secret> read_seal_key(const std::string& path);
// A private JWK of this algorithm. Errors: bad_input naming setting and file.
Result<jose::Key> read_private_key(const std::string& path, const std::string& setting, jose::Algorithm algorithm);

}  // namespace gatehouse::authz
