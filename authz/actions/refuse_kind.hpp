// Invariant 1 spoken: a person who holds or asked for one kind of role asks for another. The denial leaf, and the sentence to show.
#pragma once

#include "authz/actions/context.hpp"
#include "connectors/sql/db.hpp"

namespace gatehouse::authz {

std::string_view other_kind_sentence(Kind held);
Error refuse_kind(const ActionContext& context, sql::Tx& tx, const Actor& actor, const Organisation& asked, Kind held);

}  // namespace gatehouse::authz
