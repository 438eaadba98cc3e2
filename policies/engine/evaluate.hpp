// Inside the engine: whether a rule speaks about a question at all.
#pragma once

#include "policies/engine/policy.hpp"

namespace gatehouse::policy {

bool applies(const Rule& rule, Verb verb, const Post& post, bool country_has_authority);

}  // namespace gatehouse::policy
