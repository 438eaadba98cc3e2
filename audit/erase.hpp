// Erasure: what opens a person's commitments goes, the leaves stay and the tree still holds.
#pragma once

#include "audit/audit.hpp"

namespace gatehouse::audit {

// Removes the openings that say who this person is, the reasons and facts of leaves the person is subject of, and the person's index rows.
// Returns how many openings went. The caller writes the leaf that says so, without naming the person.
std::int64_t erase_person(sql::Tx& tx, const PersonKey& person);

}  // namespace gatehouse::audit
