// The personas' accounts in the identity provider's store; those that exist are left as they are.
#pragma once

#include "apps/gatehouse/opened_idp.hpp"
#include "apps/gatehouse/personas.hpp"
#include "idp/model.hpp"

#include <map>

namespace gatehouse::commands {

struct DemoAccounts {
    std::map<std::string, idp::Account> by_username;
    int added = 0;
};

// Errors: conflict where somebody else has a persona's username or address; none is added then.
Result<DemoAccounts> demo_accounts(const OpenedIdp& idp, const std::vector<Persona>& personas);

}  // namespace gatehouse::commands
