// The payload of "notify" and "mail" items (authz/store/outbox_items.hpp, authz/notify/mails.hpp).
#pragma once

#include "authz/model.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>

namespace gatehouse::authz {

struct Notice {
    std::string event;  // "request.received", "request.to_decide", "request.accepted", "request.rejected", "request.withdrawn"
    RequestId request;
    RequestPostId request_post;  // empty: of the whole request
    PersonId to;                 // empty in "notify"
};

Result<Notice> read_notice(std::string_view payload);
std::string to_payload(const Notice& notice);

}  // namespace gatehouse::authz
