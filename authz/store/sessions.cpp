#include "authz/store/sessions.hpp"

#include "base/crypto/digest.hpp"

namespace gatehouse::authz {

void insert_session(sql::Tx& tx, const Session& session) {
    tx.execute(
        "INSERT INTO sign_in_session (id, person, acr, amr, auth_time, sid, created_at, expires_at) "
        "VALUES (:id, :person, :acr, :amr, :auth_time, :sid, :created, :expires)",
        {crypto::fingerprint(session.id), session.person.str(), session.acr, session.amr, to_millis(session.auth_time), session.sid,
         to_millis(session.created), to_millis(session.expires)});
}

std::optional<Session> find_session(sql::ReadTx& tx, std::string_view id, Instant now) {
    const auto row = tx.query_one(
        "SELECT person, acr, amr, auth_time, sid, created_at, expires_at FROM sign_in_session WHERE id = :id AND expires_at > :now",
        {crypto::fingerprint(id), to_millis(now)});
    if (!row) return std::nullopt;
    return Session{std::string(id),
                   PersonId(row->text(0)),
                   row->text(1),
                   row->text(2),
                   from_millis(row->integer(3)),
                   row->text(4),
                   from_millis(row->integer(5)),
                   from_millis(row->integer(6))};
}

void delete_session(sql::Tx& tx, std::string_view id) {
    tx.execute("DELETE FROM sign_in_session WHERE id = :id", {crypto::fingerprint(id)});
}

std::int64_t delete_expired_sessions(sql::Tx& tx, Instant now, int most) {
    return tx.execute("DELETE FROM sign_in_session WHERE id IN (SELECT id FROM sign_in_session WHERE expires_at <= :now LIMIT :most)",
                      {to_millis(now), std::int64_t{most}});
}

}  // namespace gatehouse::authz
