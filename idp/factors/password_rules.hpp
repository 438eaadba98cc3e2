// EU Login's rules: at least 10 signs with upper case, lower case, digit and special sign; not the person's name or
// address; at most 256 bytes (a longer one would only cost us). No expiry, any sign of any alphabet, paste allowed.
#pragma once

#include "base/secret.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::idp {

struct PasswordOwner {
    std::string username, first_name, last_name, email;
};

// The sentence that says what is missing (also the msgid, context "idp_password.html"); nullopt: acceptable.
std::optional<std::string> password_problem(const Secret& password, const PasswordOwner& owner);

}  // namespace gatehouse::idp
