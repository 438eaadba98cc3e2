// Sign-in sessions. The cookie carries a proof of 43 letters, the store its fingerprint. A session ends by itself at
// expires_at, or when it was not used for its idle time; rows are deleted by the cleanup job.
#pragma once

#include "base/crypto/random.hpp"
#include "base/secret.hpp"
#include "connectors/sql/db.hpp"
#include "idp/model.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace gatehouse::idp {

struct SessionTimes {
    Milliseconds idle, absolute;
};
constexpr SessionTimes session_times(Keep keep) {
    using std::chrono::days;
    using std::chrono::hours;
    return keep == Keep::on_this_device ? SessionTimes{days{14}, days{30}} : SessionTimes{hours{8}, hours{13}};
}

struct NewSession {
    AccountId account;
    BrowserId browser;
    Keep keep = Keep::until_browser_closes;
    std::string amr = "pwd";
    std::string acr{acr_password};
    std::string device;
};

struct OpenedSession {
    Session session;
    Secret proof;
};

OpenedSession open_session(sql::Tx& tx, const NewSession& wanted, crypto::Random& random, Instant now);
// Living sessions only: neither ended, expired nor idle for too long, and the account may sign in.
std::optional<Session> find_session(sql::ReadTx& tx, std::string_view proof, Instant now);
std::optional<Session> find_session(sql::ReadTx& tx, const SessionId& id, Instant now);
inline constexpr std::chrono::minutes touch_every{5};
// Bookkeeping, no leaf; writes only when the last use is older than touch_every.
void touch_session(sql::Tx& tx, const Session& session, Instant now);
// false: it had ended already.
bool end_session(sql::Tx& tx, const SessionId& id, Instant now);
// Ends all of the account but `except`; returns those that were alive.
std::vector<SessionId> end_sessions(sql::Tx& tx, const AccountId& account, const std::optional<SessionId>& except, Instant now);
std::vector<Session> list_sessions(sql::ReadTx& tx, const AccountId& account, Instant now);  // newest first, at most 100
// Deletes up to `limit` rows that ended or expired a day ago; returns how many.
int forget_sessions(sql::Tx& tx, Instant now, int limit);

}  // namespace gatehouse::idp
