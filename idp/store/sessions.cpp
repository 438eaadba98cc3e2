#include "idp/store/sessions.hpp"

#include "base/crypto/digest.hpp"

namespace gatehouse::idp {

namespace {

#define SESSION_COLUMNS                                                                                                             \
    "s.id, s.sub, s.browser, s.keep, s.authenticated_at, s.last_used_at, s.expires_at, s.amr, s.acr, s.device FROM session s JOIN " \
    "account a ON a.sub = s.sub WHERE s.ended_at IS NULL AND a.state IN ('active', 'closing')"

Session session_of(const sql::Row& row) {
    Session session;
    session.id = SessionId(row.text(0));
    session.account = AccountId(row.text(1));
    session.browser = BrowserId(row.text(2));
    session.keep = row.text(3) == "device" ? Keep::on_this_device : Keep::until_browser_closes;
    session.authenticated_at = from_millis(row.integer(4));
    session.last_used_at = from_millis(row.integer(5));
    session.expires_at = from_millis(row.integer(6));
    session.amr = row.text(7);
    session.acr = row.text(8);
    session.device = row.text(9);
    return session;
}

bool is_alive(const Session& session, Instant now) {
    return now < session.expires_at && now < session.last_used_at + session_times(session.keep).idle;
}

std::optional<Session> living(const std::optional<sql::Row>& row, Instant now) {
    if (!row) return std::nullopt;
    Session session = session_of(*row);
    if (!is_alive(session, now)) return std::nullopt;
    return session;
}

}  // namespace

OpenedSession open_session(sql::Tx& tx, const NewSession& wanted, crypto::Random& random, Instant now) {
    Session session{.id = SessionId(random.token(16)),
                    .account = wanted.account,
                    .browser = wanted.browser,
                    .keep = wanted.keep,
                    .authenticated_at = now,
                    .last_used_at = now,
                    .expires_at = now + session_times(wanted.keep).absolute,
                    .amr = wanted.amr,
                    .acr = wanted.acr,
                    .device = wanted.device};
    Secret proof(random.token());
    tx.execute(
        "INSERT INTO session (id, proof_hash, sub, browser, keep, authenticated_at, last_used_at, expires_at, amr, acr, device) "
        "VALUES (:id, :proof, :sub, :browser, :keep, :at, :used, :expires, :amr, :acr, :device)",
        {session.id.str(), crypto::fingerprint(proof.reveal()), session.account.str(), session.browser.str(),
         std::string(session.keep == Keep::on_this_device ? "device" : "browser"), to_millis(now), to_millis(now),
         to_millis(session.expires_at), session.amr, session.acr, session.device});
    return {std::move(session), std::move(proof)};
}

std::optional<Session> find_session(sql::ReadTx& tx, std::string_view proof, Instant now) {
    return living(tx.query_one("SELECT " SESSION_COLUMNS " AND s.proof_hash = :proof", {crypto::fingerprint(proof)}), now);
}

std::optional<Session> find_session(sql::ReadTx& tx, const SessionId& id, Instant now) {
    return living(tx.query_one("SELECT " SESSION_COLUMNS " AND s.id = :id", {id.str()}), now);
}

void touch_session(sql::Tx& tx, const Session& session, Instant now) {
    if (now < session.last_used_at + touch_every) return;
    tx.execute("UPDATE session SET last_used_at = :now WHERE id = :id AND ended_at IS NULL AND last_used_at < :before",
               {to_millis(now), session.id.str(), to_millis(now)});
}

bool end_session(sql::Tx& tx, const SessionId& id, Instant now) {
    return tx.execute("UPDATE session SET ended_at = :now WHERE id = :id AND ended_at IS NULL", {to_millis(now), id.str()}) == 1;
}

std::vector<SessionId> end_sessions(sql::Tx& tx, const AccountId& account, const std::optional<SessionId>& except, Instant now) {
    std::vector<SessionId> ended;
    for (const auto& session : list_sessions(tx, account, now)) {
        if (except && session.id == *except) continue;
        if (end_session(tx, session.id, now)) ended.push_back(session.id);
    }
    // Those beyond the list and those asleep end as well; nobody needs to be told about them.
    tx.execute("UPDATE session SET ended_at = :now WHERE sub = :sub AND ended_at IS NULL AND id <> :except",
               {to_millis(now), account.str(), except ? except->str() : std::string()});
    return ended;
}

std::vector<Session> list_sessions(sql::ReadTx& tx, const AccountId& account, Instant now) {
    std::vector<Session> sessions;
    for (const auto& row : tx.query("SELECT " SESSION_COLUMNS " AND s.sub = :sub AND s.expires_at > :now ORDER BY s.authenticated_at DESC, "
                                    "s.id LIMIT 100",
                                    {account.str(), to_millis(now)})) {
        Session session = session_of(row);
        if (is_alive(session, now)) sessions.push_back(std::move(session));
    }
    return sessions;
}

int forget_sessions(sql::Tx& tx, Instant now, int limit) {
    const auto before = to_millis(now - std::chrono::days(1));
    const auto expired = tx.execute("DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at < :before LIMIT :n)",
                                    {before, std::int64_t{limit}});
    const auto ended =
        tx.execute("DELETE FROM session WHERE id IN (SELECT id FROM session WHERE ended_at IS NOT NULL AND ended_at < :before LIMIT :n)",
                   {before, std::int64_t{limit}});
    return static_cast<int>(expired + ended);
}

#undef SESSION_COLUMNS

}  // namespace gatehouse::idp
