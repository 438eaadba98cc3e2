// Picture codes that were answered once. The code stands sealed in the form; the store only remembers its use.
#pragma once

#include "connectors/sql/db.hpp"
#include "idp/model.hpp"

#include <string>

namespace gatehouse::idp {

// true for the first use only: a conditional write.
bool use_code(sql::Tx& tx, const std::string& id, Instant expires_at);
int forget_codes(sql::Tx& tx, Instant now, int limit);

}  // namespace gatehouse::idp
