#pragma once

#include "apps/gatehouse/opened_idp.hpp"
#include "idp/model.hpp"

namespace gatehouse::commands {

// The account with this username or, with '@', this e-mail address. Errors: bad_input naming what was typed.
Result<idp::Account> named_account(const OpenedIdp& idp, const std::string& typed);

}  // namespace gatehouse::commands
