// From what a form ticks to a post that may be asked for (invariant 3: the organisation exists and has the activity).
#pragma once

#include "authz/actions/file_request.hpp"

namespace gatehouse::authz {

struct Resolved {
    WantedPost wanted;
    Post post;
    Organisation organisation;
};

// Errors: bad_input, not_found, forbidden (Commission posts), conflict (organisation closed, refused, suspended, merged).
Result<Resolved> resolve_post(const ActionContext& context, sql::ReadTx& tx, const WantedPost& wanted, Filing filing);

}  // namespace gatehouse::authz
