#include "idp/store/codes.hpp"

#include "base/crypto/digest.hpp"

namespace gatehouse::idp {

namespace {

Code code_of(const sql::Row& row) {
    Code code;
    code.family = FamilyId(row.text(0));
    code.client_id = row.text(1);
    code.account = AccountId(row.text(2));
    code.session = SessionId(row.text(3));
    code.redirect_uri = row.text(4);
    code.code_challenge = row.text(5);
    code.nonce = row.text(6);
    code.scope = row.text(7);
    code.resource = row.text(8);
    code.auth_time = from_millis(row.integer(9));
    code.acr = row.text(10);
    code.amr = row.text(11);
    return code;
}

}  // namespace

Secret insert_code(sql::Tx& tx, Code code, crypto::Random& random, Instant now) {
    Secret secret(random.token());
    tx.execute(
        "INSERT INTO code (code_hash, family, client_id, sub, session, redirect_uri, code_challenge, nonce, scope, resource, auth_time, "
        "acr, "
        "amr, expires_at) VALUES (:hash, :family, :client, :sub, :session, :redirect, :challenge, :nonce, :scope, :resource, :auth_time, "
        ":acr, :amr, :expires)",
        {crypto::fingerprint(secret.reveal()), random.token(16), code.client_id, code.account.str(), code.session.str(), code.redirect_uri,
         code.code_challenge, code.nonce, code.scope, code.resource, to_millis(code.auth_time), code.acr, code.amr,
         to_millis(now + code_lifetime)});
    return secret;
}

Redemption redeem_code(sql::Tx& tx, std::string_view secret, std::string_view client_id, Instant now) {
    const std::string hash = crypto::fingerprint(secret);
    const bool first =
        tx.execute(
            "UPDATE code SET used_at = :now WHERE code_hash = :hash AND client_id = :client AND used_at IS NULL AND expires_at > :alive",
            {to_millis(now), hash, std::string(client_id), to_millis(now)}) == 1;
    const auto row = tx.query_one(
        "SELECT family, client_id, sub, session, redirect_uri, code_challenge, nonce, scope, resource, auth_time, acr, amr, used_at FROM "
        "code "
        "WHERE code_hash = :hash",
        {hash});
    if (!row) return {};
    if (first) return {Redeemed::first, code_of(*row)};
    return {row->is_null(12) ? Redeemed::never : Redeemed::again, code_of(*row)};
}

void revoke_family(sql::Tx& tx, const FamilyId& family, Instant now) {
    tx.execute("INSERT INTO revoked_family (family, revoked_at, expires_at) VALUES (:family, :now, :expires) ON CONFLICT DO NOTHING",
               {family.str(), to_millis(now), to_millis(now + family_lifetime)});
}

bool is_revoked(sql::ReadTx& tx, const FamilyId& family) {
    return tx.query_one("SELECT 1 FROM revoked_family WHERE family = :family", {family.str()}).has_value();
}

int forget_codes_and_families(sql::Tx& tx, Instant now, int limit) {
    // A used code stays as long as what was issued from it may live: only then is a second redemption worth noticing.
    const auto codes = tx.execute(
        "DELETE FROM code WHERE code_hash IN (SELECT code_hash FROM code WHERE expires_at <= :then ORDER BY expires_at LIMIT :limit)",
        {to_millis(now - family_lifetime), std::int64_t{limit}});
    const auto families = tx.execute(
        "DELETE FROM revoked_family WHERE family IN (SELECT family FROM revoked_family WHERE expires_at <= :now ORDER BY expires_at LIMIT "
        ":limit)",
        {to_millis(now), std::int64_t{limit}});
    return static_cast<int>(codes + families);
}

}  // namespace gatehouse::idp
