// "Forgotten password": always the same answer; a link is mailed where the address or username belongs to an account
// that may sign in.
#pragma once

#include "idp/deps.hpp"
#include "idp/store/link_requests.hpp"

#include <string>

namespace gatehouse::idp {

struct Reset {
    std::string typed;  // e-mail address or username
    BrowserId browser;
    RequestId waiting;
    std::string peer;
    std::string language;  // of the page; the mail uses the account's own
};

// Errors: too_many_requests per peer.
Result<LinkRequestId> begin_reset(const Core& core, const Reset& reset);

}  // namespace gatehouse::idp
