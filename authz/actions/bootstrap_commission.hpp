// The first Commission administrators of a store, named by the operator of the machine: once per store.
#pragma once

#include "authz/actions/remember_person.hpp"

namespace gatehouse::authz {

struct Appointment {
    SeenPerson person;
    std::string role = "commission";  // "commission" or "auditor"
};

// At least two different persons with role commission. Makes the Commission's organisation where it is missing, files and accepts their
// requests (decided_by: person_id("urn:gatehouse:operator", "bootstrap"), rule "bootstrap"), one leaf per grant.
// Errors: conflict (the store is bootstrapped already), bad_input.
Result<std::vector<GrantId>> bootstrap_commission(const ActionContext& context, const std::vector<Appointment>& appointments);

}  // namespace gatehouse::authz
