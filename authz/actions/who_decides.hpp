// Who could decide about a post now, inside a transaction: the policy's classes that have a living member.
#pragma once

#include "authz/actions/my_requests.hpp"
#include "connectors/sql/db.hpp"

namespace gatehouse::authz {

WhoDecides who_decides(const ActionContext& context, sql::ReadTx& tx, const Post& post, const Organisation& organisation, Instant now);

}  // namespace gatehouse::authz
