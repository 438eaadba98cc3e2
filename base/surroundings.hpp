// What a program may not reach for by itself: time, randomness and the log are handed in.
#pragma once

#include "base/clock.hpp"
#include "base/crypto/random.hpp"
#include "base/log.hpp"

namespace gatehouse {

struct Surroundings {
    const Clock& clock;
    crypto::Random& random;
    Log& log;
};

}  // namespace gatehouse
