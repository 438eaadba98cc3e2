#include "idp/store/signing_keys.hpp"

#include "base/json.hpp"

#include <boost/json/object.hpp>

namespace gatehouse::idp {

namespace {

std::string associated(const std::string& kid) {
    return "gatehouse-idp/signing-key/v1/" + kid;
}

std::unexpected<Error> unreadable(const std::string& kid) {
    return fail(ErrorCode::internal, "A signing key cannot be opened; is seal_key_file the one this store was made with?", "seal_key_file",
                "kid " + kid);
}

}  // namespace

Result<std::vector<StoredKey>> read_signing_keys(sql::ReadTx& tx, const crypto::Seal& seal) {
    std::vector<StoredKey> keys;
    for (const auto& row : tx.query("SELECT kid, state, sealed FROM signing_key ORDER BY created_at DESC, kid LIMIT 100")) {
        const auto opened = seal.open(row.text(2), associated(row.text(0)));
        if (!opened) return unreadable(row.text(0));
        const auto jwk = json::parse(*opened);
        if (!jwk || !jwk->is_object()) return unreadable(row.text(0));
        auto key = jose::Key::from_jwk(jwk->get_object());
        if (!key) return unreadable(row.text(0));
        keys.push_back({*std::move(key), row.text(1) == "active" ? KeyState::active : KeyState::retired});
    }
    return keys;
}

void offer_signing_key(sql::Tx& tx, const crypto::Seal& seal, const jose::Key& key, Instant now) {
    tx.execute(
        "INSERT INTO signing_key (kid, alg, state, sealed, created_at) VALUES (:kid, :alg, 'active', :sealed, :now) ON CONFLICT DO NOTHING",
        {key.kid(), std::string(jose::name(key.algorithm())), seal.seal(key.private_jwk().reveal(), associated(key.kid())),
         to_millis(now)});
}

}  // namespace gatehouse::idp
