// The jti of client assertions (RFC 7523 section 3): each is accepted once.
#pragma once

#include "connectors/sql/db.hpp"
#include "idp/model.hpp"

#include <string>
#include <string_view>

namespace gatehouse::idp {

// true for the first use only: a conditional write.
bool use_assertion(sql::Tx& tx, std::string_view client_id, std::string_view jti, Instant expires_at);
int forget_assertions(sql::Tx& tx, Instant now, int limit);

}  // namespace gatehouse::idp
