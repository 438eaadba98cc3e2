// The payload of "notify" and "mail" items (authz/store/outbox_items.hpp, authz/notify/mails.hpp).
#pragma once

#include "authz/model.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>

namespace gatehouse::authz {

// Told where a request has no living approver (invariant 10). No person's key: that holds a blank.
inline constexpr std::string_view helpdesk_address = "helpdesk";

struct Notice {
    std::string event;  // "request.received", "request.to_decide", "request.accepted", "request.rejected", "request.withdrawn";
                        // in "mail" also "request.nobody_decides", to the helpdesk
    RequestId request;
    RequestPostId request_post;  // empty: of the whole request
    PersonId to;                 // empty in "notify"
};

Result<Notice> read_notice(std::string_view payload);
std::string to_payload(const Notice& notice);

}  // namespace gatehouse::authz
