// Signed-in browsers. The cookie (http::SessionCookie) carries a random id; the table holds its fingerprint.
#pragma once

#include "authz/model.hpp"
#include "connectors/sql/db.hpp"

namespace gatehouse::authz {

struct Session {
    std::string id;  // as in the cookie; 22 or more random letters
    PersonId person;
    std::string acr, amr;
    Instant auth_time;
    std::string sid;  // of the ID token
    Instant created, expires;
};

void insert_session(sql::Tx& tx, const Session& session);
std::optional<Session> find_session(sql::ReadTx& tx, std::string_view id, Instant now);
void delete_session(sql::Tx& tx, std::string_view id);
std::int64_t delete_expired_sessions(sql::Tx& tx, Instant now, int most);

}  // namespace gatehouse::authz
