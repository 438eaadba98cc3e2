// A row's five columns id, role, organisation, scope, kind as a Post.
#pragma once

#include "authz/model.hpp"
#include "connectors/sql/db.hpp"

namespace gatehouse::authz {

Post post_of(const sql::Row& row, std::size_t first);

}  // namespace gatehouse::authz
