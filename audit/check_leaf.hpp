// One stored leaf against everything stored beside it.
#pragma once

#include "audit/leaf.hpp"

namespace gatehouse::audit {

struct StoredLeaf {
    std::int64_t inserted = 0;
    std::string id;
    std::int64_t at = 0;
    std::string act, bytes, hash;
    std::int64_t position = -1;
};

// Hash, canonical form, copied columns, every opening that is left, index rows. Errors: conflict with a sentence naming leaf and place.
Result<Leaf> check_leaf(sql::ReadTx& tx, const StoredLeaf& stored);

}  // namespace gatehouse::audit
