#include "idp/store/used_codes.hpp"

namespace gatehouse::idp {

bool use_code(sql::Tx& tx, const std::string& id, Instant expires_at) {
    return tx.execute("INSERT INTO used_code (id, expires_at) VALUES (:id, :expires) ON CONFLICT DO NOTHING",
                      {id, to_millis(expires_at)}) == 1;
}

int forget_codes(sql::Tx& tx, Instant now, int limit) {
    return static_cast<int>(tx.execute("DELETE FROM used_code WHERE id IN (SELECT id FROM used_code WHERE expires_at <= :now LIMIT :n)",
                                       {to_millis(now), std::int64_t{limit}}));
}

}  // namespace gatehouse::idp
