// What /authorize, /authorize/resume and the consent page share: the application behind a request, the next step, and
// the pages that take the place of a redirect.
#pragma once

#include "idp/authorize/next_step.hpp"
#include "idp/authorize/redirect_answer.hpp"
#include "idp/endpoints/idp_page.hpp"
#include "idp/store/authorization_requests.hpp"
#include "idp/tokens/protocol.hpp"

#include <optional>
#include <string>

namespace gatehouse::idp {

// One run through a request, in one browser.
struct Going {
    const Protocol& protocol;
    const http::Request& http;
    const Visitor& visitor;
    const AuthorizationRequest& request;
    const Client& client;
    RequestId waiting;  // empty: not stored (yet)
    std::optional<Instant> authenticated_since;
    Phase phase = Phase::arrived;
};

// Decides and does the next step. The answer is a redirect to the application, to one of our pages, or an error for the application.
Result<http::Response> go_on(const Going& going);
// Uses up the stored request, if there is one, writes the code and sends it.
Result<http::Response> issue_code(const Going& going);
ReturnAddress return_address(const Going& going);

struct Waiting {
    WaitingRequest stored;
    Client client;
};
// The request of ?request= in this browser. Errors: gone.
Result<Waiting> read_waiting(const Protocol& protocol, const Visitor& visitor, std::string_view id);

// An error that must not be sent to the application: a page that names the value received (Error::detail).
http::Response refused_page(const Asked& asked, const Error& error);

// GET handlers that store or use something do not answer HEAD (invariant 11).
Result<void> refuse_head(const http::Request& request);

}  // namespace gatehouse::idp
