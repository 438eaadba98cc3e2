#pragma once

#include "idp/deps.hpp"
#include "idp/model.hpp"

namespace gatehouse::idp {

// A new `sub`, "n" and 8 letters of a-z 0-9 (41 bits), taken in this transaction and given to nobody else ever (invariant 14).
AccountId reserve_account_id(const Core& core, sql::Tx& tx);

}  // namespace gatehouse::idp
