// Organisations of the reference lists and of the demo. Idempotent: the same key updates nothing that persons changed.
#pragma once

#include "authz/actions/context.hpp"

namespace gatehouse::authz {

struct ReferenceOrganisation {
    std::string key;            // stable: "cb:171", "bcp:FRLEH1", "cca:DE", "op:baltic-grain"; the id is derived from it
    Organisation organisation;  // id, filed_by, created, version are ignored; origin reference or demo; status valid
    std::string source;
    std::vector<Activity> activities;                            // operators
    std::vector<std::pair<std::string, std::string>> countries;  // control bodies: country, code
};

struct Loaded {
    int added = 0, unchanged = 0;
};

OrganisationId reference_id(std::string_view environment, std::string_view key);

// One transaction per 100 organisations, one leaf for the whole list ("reference.loaded"). Errors: bad_input naming the key.
Result<Loaded> load_reference(const ActionContext& context, const std::vector<ReferenceOrganisation>& list, const std::string& list_name);

}  // namespace gatehouse::authz
