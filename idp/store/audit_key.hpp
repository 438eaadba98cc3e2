// The Ed25519 key under the checkpoints of the identity provider's audit log: made once, kept sealed in the store.
#pragma once

#include "base/crypto/seal.hpp"
#include "base/jose/key.hpp"
#include "connectors/sql/db.hpp"

namespace gatehouse::idp {

// Errors: internal where the store's seal key is not the one it was sealed with.
Result<jose::Key> audit_key(sql::Db& db, const crypto::Seal& seal);

}  // namespace gatehouse::idp
