// Filing inside an open transaction: shared by submit_request, create_operator and bootstrap_commission.
#pragma once

#include "authz/actions/submit_request.hpp"
#include "connectors/sql/db.hpp"

namespace gatehouse::authz {

enum class Filing { by_person, seeding };  // seeding: the Commission's own posts, which nobody may ask for

// Length and shape of the free fields. Errors: bad_input.
Result<void> check_submission(const Submission& submission);

// Inner error: a refusal whose denial leaf must commit.
Result<Result<Submitted>> file_request(const ActionContext& context, sql::Tx& tx, const Submission& submission, Filing filing);

}  // namespace gatehouse::authz
