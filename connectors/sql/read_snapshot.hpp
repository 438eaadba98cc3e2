#pragma once

#include "connectors/sql/session_pool.hpp"

#include <functional>
#include <string_view>

namespace gatehouse::sql {

// Leases a session, begins (the engine's own words for a read-only snapshot), runs the closure, ends the transaction. A connection that
// turns out to be gone before anything was read is replaced once; one that breaks later is dropped.
Result<void> read_snapshot(SessionPool& pool, std::string_view begin, const std::function<Result<void>(ReadTx&)>& closure);

// The same for the first statement of any transaction.
void begin_on_living_session(SessionPool::Lease& lease, std::string_view begin);

}  // namespace gatehouse::sql
