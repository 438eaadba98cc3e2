// What the policy is asked, built from the store inside the caller's transaction.
#pragma once

#include "authz/actions/context.hpp"

namespace gatehouse::authz {

struct Matter {
    policy::Verb verb = policy::Verb::decide_post;
    Post post;
    std::string organisation_type;
    PersonId beneficiary, filed_by;
};

policy::Post policy_post(const Post& post, std::string_view organisation_type);
// Holdings are the decider's own, as they stand now.
policy::Question question(const ActionContext& context, sql::ReadTx& tx, const PersonId& decider, const Matter& matter, Instant now);

}  // namespace gatehouse::authz
