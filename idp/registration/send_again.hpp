// A new mail for a request that is still open: from the check-your-e-mail page (60 seconds apart, five times), or from
// the page of an expired link.
#pragma once

#include "idp/deps.hpp"
#include "idp/store/link_requests.hpp"

#include <optional>
#include <string_view>

namespace gatehouse::idp {

enum class SentAgain { yes, too_soon, too_often, not_open };

// browser: the one that asked; in any other the answer is not_open.
Result<SentAgain> send_again(const Core& core, const LinkRequestId& id, const BrowserId& browser);
// Whoever holds the proof of an expired link may have a new one, in any browser: it goes to the same mailbox.
struct Renewed {
    SentAgain outcome = SentAgain::not_open;
    std::optional<LinkRequest> request;
};
Result<Renewed> send_again(const Core& core, std::string_view expired_proof);

}  // namespace gatehouse::idp
