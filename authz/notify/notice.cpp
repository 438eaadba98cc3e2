#include "authz/notify/notice.hpp"

#include "base/json.hpp"

namespace gatehouse::authz {

Result<Notice> read_notice(std::string_view payload) {
    TRY(const auto value, json::parse(payload));
    const auto* object = value.if_object();
    if (!object) return fail(ErrorCode::bad_input, "A notice in the outbox is not understood.");
    Notice notice;
    TRY(notice.event, json::required_text(*object, "event"));
    TRY(const auto request, json::required_text(*object, "request"));
    TRY(const auto request_post, json::optional_text(*object, "request_post"));
    TRY(const auto to, json::optional_text(*object, "to"));
    notice.request = RequestId(request);
    notice.request_post = RequestPostId(request_post.value_or(""));
    notice.to = PersonId(to.value_or(""));
    return notice;
}

std::string to_payload(const Notice& notice) {
    boost::json::object object{{"event", notice.event}, {"request", notice.request.str()}};
    if (!notice.request_post.empty()) object["request_post"] = notice.request_post.str();
    if (!notice.to.empty()) object["to"] = notice.to.str();
    return json::dump(object);
}

}  // namespace gatehouse::authz
