#include "idp/store/used_assertions.hpp"

#include "base/crypto/digest.hpp"

namespace gatehouse::idp {

bool use_assertion(sql::Tx& tx, std::string_view client_id, std::string_view jti, Instant expires_at) {
    return tx.execute(
               "INSERT INTO used_assertion (client_id, jti_hash, expires_at) VALUES (:client, :jti, :expires) ON CONFLICT DO NOTHING",
               {std::string(client_id), crypto::fingerprint(jti), to_millis(expires_at)}) == 1;
}

int forget_assertions(sql::Tx& tx, Instant now, int limit) {
    return static_cast<int>(
        tx.execute("DELETE FROM used_assertion WHERE (client_id, jti_hash) IN (SELECT client_id, jti_hash FROM used_assertion WHERE "
                   "expires_at <= :now "
                   "ORDER BY expires_at LIMIT :limit)",
                   {to_millis(now), std::int64_t{limit}}));
}

}  // namespace gatehouse::idp
