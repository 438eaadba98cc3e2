// The audit leaves of this environment's changes of state (invariant 7), in one vocabulary.
#pragma once

#include "authz/actions/context.hpp"
#include "authz/store/requests.hpp"

namespace gatehouse::authz {

audit::PersonKey key_of(const PersonId& person);

// act by actor about a requested post; objects request, request_post, post, organisation.
audit::Event about_post(std::string act, const Actor& actor, const RequestPost& row);
// rule, policy and assurance of a decision.
void add_decision(audit::Event& event, const Decision& decision);

}  // namespace gatehouse::authz
