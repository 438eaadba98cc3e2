#pragma once

#include "idp/deps.hpp"
#include "idp/model.hpp"

namespace gatehouse::idp {

// Ends the session with its leaf; one that had ended already is fine.
Result<void> sign_out(const Core& core, const Session& session);

// Ends every other session of the account; returns how many were alive.
Result<int> end_other_sessions(const Core& core, const Session& session);

}  // namespace gatehouse::idp
