// What the protocol's endpoints work with: the program's surroundings and its signing keys.
#pragma once

#include "idp/deps.hpp"
#include "idp/tokens/signing_keys.hpp"

namespace gatehouse::idp {

struct Protocol {
    explicit Protocol(const Deps& program) : deps(program), keys(program) {}

    const Deps& deps;
    mutable SigningKeys keys;  // guards itself
};

}  // namespace gatehouse::idp
