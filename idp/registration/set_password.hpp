// The page behind a mailed link. Opening it consumes nothing, by whatever method; only a valid new password consumes the
// link, in one conditional write together with all that follows from it (invariants 6 and 11).
#pragma once

#include "base/secret.hpp"
#include "idp/deps.hpp"
#include "idp/store/accounts.hpp"
#include "idp/store/link_requests.hpp"
#include "idp/store/sessions.hpp"

#include <optional>
#include <string>

namespace gatehouse::idp {

enum class LinkState { usable, expired, used, unknown };

struct LinkView {
    LinkState state = LinkState::unknown;
    std::optional<LinkRequest> request;  // absent for unknown
    enum class Username { free, taken } username = Username::free;
};
// For the page; writes nothing. Void (another link won, or the address has an account by now) counts as used.
Result<LinkView> view_link(const Core& core, std::string_view proof);

struct NewPassword {
    std::string proof;
    Secret password;       // checked against password_problem
    std::string username;  // as in the request, or the corrected one
    BrowserId browser;
    std::optional<SessionId> replaces;  // the session this browser had
    std::string device;
};

struct PasswordSet {
    Purpose purpose = Purpose::activate;
    Account account;
    OpenedSession session;
    RequestId waiting;
};

// Hashes (Work::hash), then activates the account or replaces the password, ends every session of it, opens a new one.
// Errors: gone (expired, used, unknown), conflict with field "username" (somebody else has it; nothing was consumed).
Result<PasswordSet> set_password_by_link(const Core& core, const NewPassword& wanted);

}  // namespace gatehouse::idp
