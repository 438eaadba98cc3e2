// Authorization requests that wait for a sign-in or a consent, each bound to the browser that began it, and consents.
//     waiting ──(the code leaves, or the person says no)──▶ used        waiting ──(3 hours)──▶ expired
#pragma once

#include "base/crypto/random.hpp"
#include "connectors/sql/db.hpp"
#include "idp/authorize/authorization_request.hpp"
#include "idp/model.hpp"
#include "idp/store/waiting_applications.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::idp {

// Long enough to register: the mailed link alone lives 90 minutes.
inline constexpr Milliseconds waiting_lifetime = std::chrono::hours{3};

struct WaitingRequest {
    RequestId id;
    AuthorizationRequest request;
    std::optional<Instant> authenticated_since;  // fixed when the request came: max_age counts from then
};

RequestId insert_authorization_request(sql::Tx& tx, const AuthorizationRequest& request, const BrowserId& browser, crypto::Random& random,
                                       Instant now);
// nullopt: unknown, expired, used, or begun in another browser.
std::optional<WaitingRequest> find_authorization_request(sql::ReadTx& tx, const RequestId& id, const BrowserId& browser, Instant now);
// true: this call, and no other ever, used it.
bool use_authorization_request(sql::Tx& tx, const RequestId& id, const BrowserId& browser, Instant now);

Scope consented_scope(sql::ReadTx& tx, const AccountId& account, std::string_view client_id);
void give_consent(sql::Tx& tx, const AccountId& account, std::string_view client_id, const Scope& scope, Instant now);

int forget_authorization_requests(sql::Tx& tx, Instant now, int limit);

}  // namespace gatehouse::idp
