// The decider's candidates straight from the indexes: by country, by organisation, for the Commission. What is really
// theirs to decide is the policy's answer about each.
#pragma once

#include "authz/actions/requests_to_decide.hpp"
#include "connectors/sql/db.hpp"

namespace gatehouse::authz {

struct Candidate {
    InboxRow row;
    PersonId filed_by;
};

struct InboxPosition {
    std::int64_t created = 0;
    std::string id;
};

struct CandidateBatch {
    std::vector<Candidate> rows;           // oldest first, without repeats
    std::optional<InboxPosition> horizon;  // complete up to here; none: complete to the end
};

CandidateBatch open_candidates(sql::ReadTx& tx, const std::vector<policy::Holding>& holdings, const InboxPosition& after, Instant now);
std::optional<Candidate> find_candidate(sql::ReadTx& tx, const RequestPostId& id);

}  // namespace gatehouse::authz
