#include "authz/actions/session_life.hpp"

#include "base/crypto/digest.hpp"

namespace gatehouse::authz {

Result<void> extend_session(sql::Db& db, const Session& session, Instant now) {
    const Instant until = session_expiry(session.created, now);
    if (until - session.expires < session_extended_every) return {};
    return db.transact([&](sql::Tx& tx) -> Result<void> {
        tx.execute("UPDATE sign_in_session SET expires_at = :until WHERE id = :id AND expires_at > :now",
                   {to_millis(until), crypto::fingerprint(session.id), to_millis(now)});
        return {};
    });
}

}  // namespace gatehouse::authz
