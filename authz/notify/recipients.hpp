// Who is told that a request waits for a decision: everybody whom the policy would let decide it now, except whom it concerns.
#pragma once

#include "authz/actions/context.hpp"
#include "authz/store/requests.hpp"

#include <vector>

namespace gatehouse::authz {

inline constexpr int most_recipients = 200;  // of one class; more than that are an organisation's own affair

std::vector<PersonId> recipients(const ActionContext& context, sql::ReadTx& tx, const RequestPost& asked, Instant now);

}  // namespace gatehouse::authz
