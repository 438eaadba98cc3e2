// The person takes an open request back; the kind is free again when nothing is open or held.
#pragma once

#include "authz/actions/context.hpp"

namespace gatehouse::authz {

// Errors: not_found (also somebody else's), conflict (already decided or withdrawn).
Result<void> withdraw_request(const ActionContext& context, const Actor& actor, const RequestPostId& request_post);

}  // namespace gatehouse::authz
