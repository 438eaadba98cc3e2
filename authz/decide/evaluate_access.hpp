// May this person act as this post now? The grant is active and inside its dates, the organisation is valid with a valid
// activity for the role, and the person still bears the name the grant was made for.
#pragma once

#include "authz/decide/question.hpp"
#include "authz/deps.hpp"

#include <boost/json/object.hpp>

namespace gatehouse::authz {

// {"decision":…,"context":{"environment","as_of"}}. Every no is the same no: an unknown person, an unknown post, a question of another
// kind and a post that is not held cannot be told apart (invariant 12).
Result<boost::json::object> evaluate_access(const Deps& deps, const Evaluation& asked);

}  // namespace gatehouse::authz
