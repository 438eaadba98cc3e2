// The application whose stored authorization request waits for a sign-in: what the pages show and where the person goes
// on. Implemented beside the stored requests (the protocol half).
#pragma once

#include "connectors/sql/db.hpp"
#include "idp/model.hpp"

#include <optional>
#include <string>

namespace gatehouse::idp {

struct WaitingApplication {
    std::string client_id;
    std::string client_name;
    std::string redirect_origin;  // "https://localhost:9443": the form's CSP form-action must name it
    std::string login_hint;       // may be empty
    // prompt=login or max_age: a session opened before this instant does not do; nullopt: any living session does
    std::optional<Instant> authenticated_since;

    bool satisfied_by(const Session& session) const { return !authenticated_since || session.authenticated_at >= *authenticated_since; }
};

// nullopt: unknown, expired, used, or begun in another browser; the pages do not tell which.
std::optional<WaitingApplication> find_waiting_application(sql::ReadTx& tx, const RequestId& request, const BrowserId& browser,
                                                           Instant now);

}  // namespace gatehouse::idp
