// Requests for a mailed link and the links sent for them. Only the fingerprint of a link's proof is kept. Several links
// of one request work until one succeeds; consume_link decides that by one conditional write (invariant 6).
//     open ──(valid new password)──▶ done        open ──(another one succeeded, or the address got an account)──▶ void
#pragma once

#include "base/crypto/random.hpp"
#include "base/secret.hpp"
#include "connectors/sql/db.hpp"
#include "idp/model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::idp {

using LinkRequestId = Id<struct LinkRequestTag>;

inline constexpr std::chrono::minutes link_lifetime{90};
inline constexpr Seconds resend_after{60};
inline constexpr int most_sends = 6;  // the first mail and five more

enum class Purpose { activate, reset, known, none };
std::string_view name(Purpose purpose);

enum class LinkRequestState { open, done, void_ };

struct LinkRequest {
    LinkRequestId id;
    Purpose purpose = Purpose::none;
    LinkRequestState state = LinkRequestState::open;
    BrowserId browser;                 // that asked; the check-your-e-mail page shows in no other
    RequestId waiting;                 // the application to go back to; may be empty
    std::optional<AccountId> account;  // activate: reserved; reset, known: whose
    std::string username, first_name, last_name;
    std::string email;  // as typed; for reset and known the account's own
    std::string email_language;
    Instant created_at{};
    int sends = 0;
    Instant last_sent_at{};
};

void insert_link_request(sql::Tx& tx, const LinkRequest& request);
std::optional<LinkRequest> find_link_request(sql::ReadTx& tx, const LinkRequestId& id);

// A new link, alive for link_lifetime. The proof (43 letters) leaves in the mail and is nowhere else.
Secret add_link(sql::Tx& tx, const LinkRequestId& request, crypto::Random& random, Instant now);

struct Link {
    LinkRequest request;
    Instant expires_at{};
};
std::optional<Link> find_link(sql::ReadTx& tx, std::string_view proof);

// true: this call, and no other ever, consumed the request: it was open and this link had not expired.
bool consume_link(sql::Tx& tx, std::string_view proof, Instant now);
// One more mail may go: false before resend_after has passed, and after most_sends.
bool count_send(sql::Tx& tx, const LinkRequestId& id, Instant now);

// The other open requests of this address become void; returns them (each is a change of state of a pending account).
std::vector<LinkRequest> void_registrations(sql::Tx& tx, std::string_view email, const LinkRequestId& except, Instant now);
void void_resets(sql::Tx& tx, const AccountId& account, Instant now);

// Removes up to `limit` requests older than a week with their links; returns pending accounts among them.
struct Forgotten {
    int count = 0;
    std::vector<AccountId> lapsed;
};
Forgotten forget_link_requests(sql::Tx& tx, Instant now, int limit);

}  // namespace gatehouse::idp
