// Who is at the other end: an anonymous browser id always, a living session where there is one. Both travel in one
// sealed cookie, "BROWSER" or "BROWSER.PROOF". Signing in changes the proof (no fixation) and keeps the browser id.
#pragma once

#include "base/http/message.hpp"
#include "idp/deps.hpp"
#include "idp/store/accounts.hpp"
#include "idp/store/sessions.hpp"

#include <optional>
#include <string>

namespace gatehouse::idp {

struct Visitor {
    BrowserId browser;
    std::string cookie_value;  // what is sealed; form tokens are bound to it
    std::optional<Session> session;
    std::optional<Account> account;  // the session's
    bool fresh = false;              // the browser has no cookie of ours yet: keep_visitor must be called on the answer
};

Result<Visitor> visitor_of(const Deps& deps, const http::Request& request);
Visitor visitor_with(const BrowserId& browser, const OpenedSession& opened, const Account& account);

// Writes the cookie where the visitor is fresh. Every page that shows a form and every redirect that stores something calls it.
void keep_visitor(const Deps& deps, const Visitor& visitor, http::Response& response);
// Writes the cookie after signing in, in any case.
void write_visitor(const Deps& deps, const Visitor& visitor, http::Response& response);

std::string form_token(const Deps& deps, const Visitor& visitor);
// Origin and form token (invariant 17); then the form. Errors: forbidden, invalid_request.
Result<http::Parameters> checked_form(const Deps& deps, const http::Request& request, const Visitor& visitor);

}  // namespace gatehouse::idp
