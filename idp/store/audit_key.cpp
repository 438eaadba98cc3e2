#include "idp/store/audit_key.hpp"

#include "base/json.hpp"

namespace gatehouse::idp {

namespace {

constexpr std::string_view sealed_for = "gatehouse-idp/audit-key/v1";

Result<jose::Key> open_key(const std::string& sealed, const crypto::Seal& seal) {
    auto text = seal.open(sealed, sealed_for);
    if (!text) {
        return fail(ErrorCode::bad_input, "The store was sealed with another key; name the file with the right one as seal_key_file.",
                    "seal_key_file");
    }
    TRY(auto jwk, json::parse(*text));
    return jose::Key::from_jwk(jwk.as_object());
}

std::optional<sql::Row> stored(sql::ReadTx& tx) {
    return tx.query_one("SELECT sealed FROM audit_key WHERE one = 1");
}

}  // namespace

Result<jose::Key> audit_key(sql::Db& db, const crypto::Seal& seal) {
    const jose::Key fresh = jose::Key::generate(jose::Algorithm::EdDSA);
    TRY(auto sealed, db.transact([&](sql::Tx& tx) -> Result<std::string> {
        if (auto row = stored(tx)) return row->text(0);
        const std::string mine = seal.seal(fresh.private_jwk().reveal(), sealed_for);
        tx.execute("INSERT INTO audit_key (one, sealed, public_jwk) VALUES (1, :sealed, :public)", {mine, json::dump(fresh.public_jwk())});
        return mine;
    }));
    return open_key(sealed, seal);
}

}  // namespace gatehouse::idp
