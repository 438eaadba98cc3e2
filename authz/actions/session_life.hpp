// How long a browser stays signed in here: eight hours without use, twelve at most.
#pragma once

#include "authz/store/sessions.hpp"

#include <algorithm>

namespace gatehouse::authz {

inline constexpr std::chrono::hours session_idle{8};
inline constexpr std::chrono::hours session_absolute{12};
inline constexpr std::chrono::minutes session_extended_every{5};  // so that not every page view writes

inline Instant session_expiry(Instant created, Instant used) {
    return std::min(used + Milliseconds(session_idle), created + Milliseconds(session_absolute));
}

// Moves the end of a session that is in use. Protocol bookkeeping: no leaf (invariant 7).
Result<void> extend_session(sql::Db& db, const Session& session, Instant now);

}  // namespace gatehouse::authz
