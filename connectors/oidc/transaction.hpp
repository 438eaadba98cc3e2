// The sign-in under way, as it travels sealed in the browser's cookie.
#pragma once

#include "base/clock.hpp"
#include "base/crypto/random.hpp"
#include "base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::oidc {

struct Transaction {
    std::string state, nonce, code_verifier;
    std::string redirect_uri, resource, return_to;
    Instant begun;
    std::optional<Seconds> max_age;
};

std::string to_text(const Transaction& transaction);
// Errors: bad_input: begin again (none, unreadable, older than 10 minutes).
Result<Transaction> read_transaction(std::string_view text, Instant now);

// A path of ours, or "/".
std::string safe_return(std::string_view path);

}  // namespace gatehouse::oidc
