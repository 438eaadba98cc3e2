// The audit leaves of sessions: one when a session opens, one when it ends before its time.
#pragma once

#include "idp/deps.hpp"
#include "idp/model.hpp"

#include <string_view>

namespace gatehouse::idp {

void leave_session_opened(const Core& core, sql::Tx& tx, const Session& session);
void leave_session_ended(const Core& core, sql::Tx& tx, const AccountId& account, const SessionId& session, std::string_view why);
// Ends the session that this browser had before, where it is still alive (session rotation).
void leave_session_replaced(const Core& core, sql::Tx& tx, const SessionId& session);

}  // namespace gatehouse::idp
