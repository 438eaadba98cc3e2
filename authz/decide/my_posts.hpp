// What a person may act as in this environment, for the person's own token and as distributed claim
// (OpenID Connect Core section 5.6.2): {environment, as_of, posts:[{post, role, organisation, scope, from, until}]}.
#pragma once

#include "authz/deps.hpp"

#include <boost/json/object.hpp>

namespace gatehouse::authz {

// Times are RFC 3339; until is null where the grant is open-ended; scope is a country or "*" (all countries of that body).
Result<boost::json::object> my_posts(const Deps& deps, const PersonId& person);

}  // namespace gatehouse::authz
