// `gatehouse key make` and `gatehouse key public`: JSON Web Keys for clients (private_key_jwt) and checkpoints, made offline.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <string>
#include <string_view>

namespace gatehouse::commands {

// A new private JWK as JSON text. Errors: bad_input for an algorithm that is not one of base/jose/key.hpp.
Result<Secret> make_key(std::string_view algorithm);
// The public half, as JSON text, of the private JWK in the file. Errors: bad_input naming the file.
Result<std::string> public_key(const std::string& path);

}  // namespace gatehouse::commands
