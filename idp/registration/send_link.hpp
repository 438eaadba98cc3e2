// The mail that a link request calls for: a link to set a password, the news that there is an account already, or nothing.
#pragma once

#include "idp/deps.hpp"
#include "idp/store/link_requests.hpp"

namespace gatehouse::idp {

// Makes a new link where one is due and orders the mail. The same work for every purpose (invariant 12).
void send_link(const Core& core, sql::Tx& tx, const LinkRequest& request);

}  // namespace gatehouse::idp
