#pragma once

#include "authz/actions/context.hpp"

namespace gatehouse::authz {

struct Preferences {
    std::string language;   // one of the 24
    std::string time_zone;  // IANA id of time_zones()
};

// Errors: bad_input naming the field, not_found.
Result<void> set_preferences(const ActionContext& context, const Actor& actor, const Preferences& wanted);

// IANA ids offered, in the order of the list.
const std::vector<std::string_view>& time_zones();

}  // namespace gatehouse::authz
