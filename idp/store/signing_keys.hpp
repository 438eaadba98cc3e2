// The keys that sign tokens, sealed at rest; idp/tokens/signing_keys.hpp keeps them in memory.
#pragma once

#include "base/crypto/seal.hpp"
#include "base/jose/key.hpp"
#include "connectors/sql/db.hpp"
#include "idp/model.hpp"

#include <vector>

namespace gatehouse::idp {

enum class KeyState { active, retired };

struct StoredKey {
    jose::Key key;
    KeyState state;
};

// Every key that may still have signed something alive. Errors: internal where the seal key is not the one they were sealed with.
Result<std::vector<StoredKey>> read_signing_keys(sql::ReadTx& tx, const crypto::Seal& seal);
// Does nothing where its algorithm has an active key already (somebody was first).
void offer_signing_key(sql::Tx& tx, const crypto::Seal& seal, const jose::Key& key, Instant now);

}  // namespace gatehouse::idp
