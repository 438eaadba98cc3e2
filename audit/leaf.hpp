// Leaf v1: composing the canonical bytes from an event, and reading them back. Pure.
#pragma once

#include "audit/audit.hpp"

#include <string>
#include <vector>

namespace gatehouse::audit {

struct Opening {
    std::string name;  // "actor", "on_behalf_of", "subject", "reason", "fact:NAME"
    std::string salt;  // 16 raw bytes
    std::string value;
};

struct Composed {
    std::string id;
    std::string bytes;
    std::vector<Opening> openings;
    std::vector<std::string> persons;  // subs, each once
};

// base64url(SHA-256(salt ‖ value))
std::string commitment(const Opening& opening);

// Throws std::length_error where the leaf is over 16 KiB.
Composed compose(const Origin& origin, const Event& event, Instant at, crypto::Random& random);

struct Leaf {
    std::string id, origin, environment, at, act, outcome, before, after, rule, policy, assurance;
    std::map<std::string, std::string> objects;
    std::map<std::string, std::string> commitments;  // by the opening's name; the actor "system" has none
};

// Errors: not canonical leaf v1.
Result<Leaf> read_leaf(std::string_view bytes);

}  // namespace gatehouse::audit
