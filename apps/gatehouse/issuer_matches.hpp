#pragma once

#include "apps/gatehouse/opened_environment.hpp"
#include "apps/gatehouse/opened_idp.hpp"
#include "authz/actions/remember_person.hpp"
#include "idp/model.hpp"

namespace gatehouse::commands {

// An account of ours is a person of the environment only where the environment trusts this very issuer (invariant 14).
// Errors: bad_input naming both files.
Result<void> issuer_matches(const OpenedIdp& idp, const OpenedEnvironment& environment);

// The account as the environment would see it after a sign-in.
authz::SeenPerson seen_person(const OpenedIdp& idp, const idp::Account& account);

}  // namespace gatehouse::commands
