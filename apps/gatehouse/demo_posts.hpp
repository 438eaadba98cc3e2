// Obtains the personas' posts in one environment the way anybody does: signed in once, asked for, accepted by whom the
// policy lets. What exists is left alone, also what somebody has withdrawn or ended since.
#pragma once

#include "apps/gatehouse/demo_accounts.hpp"
#include "apps/gatehouse/opened_environment.hpp"

namespace gatehouse::commands {

// How many posts were newly accepted or seeded. Errors: as the use cases; the message names the persona.
Result<int> demo_posts(const OpenedIdp& idp, OpenedEnvironment& environment, const std::vector<Persona>& personas,
                       const DemoAccounts& accounts);

}  // namespace gatehouse::commands
