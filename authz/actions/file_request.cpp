#include "authz/actions/file_request.hpp"

#include "authz/actions/leaf.hpp"
#include "authz/actions/refuse_kind.hpp"
#include "authz/actions/resolve_post.hpp"
#include "authz/store/grants.hpp"
#include "authz/store/outbox_items.hpp"
#include "authz/store/persons.hpp"
#include "base/text/unicode.hpp"

#include <algorithm>

namespace gatehouse::authz {
namespace {

constexpr std::size_t most_posts = 200;

bool is_email(std::string_view text) {
    const auto at = text.find('@');
    return text.size() <= 254 && at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.rfind('@') == at &&
           text.find_first_of(" \t\r\n<>,;\"") == std::string_view::npos && !text::has_control_or_bidi(text);
}

bool is_phone(std::string_view text) {
    return text.size() <= 40 && text.find_first_not_of("+0123456789 ()-./") == std::string_view::npos;
}

Result<std::vector<Resolved>> resolve_all(const ActionContext& context, sql::ReadTx& tx, const Submission& submission, Filing filing) {
    std::vector<Resolved> list;
    for (const auto& wanted : submission.posts) {
        TRY(auto resolved, resolve_post(context, tx, wanted, filing));
        const bool twice = std::any_of(list.begin(), list.end(), [&](const Resolved& other) { return other.post.id == resolved.post.id; });
        if (twice) continue;
        if (!list.empty() && list.front().post.kind != resolved.post.kind)
            return fail(ErrorCode::bad_input, "One request is for one kind of role; send the others separately.", "post");
        list.push_back(std::move(resolved));
    }
    return list;
}

// Held or asked for already, also where all countries of the body cover the one.
bool has_already(const ActionContext& context, sql::ReadTx& tx, const PersonId& person, const Post& post) {
    if (holds_open_or_active(tx, person, post.id)) return true;
    if (post.role != role::control_body || post.scope == all_countries) return false;
    return holds_open_or_active(tx, person, post_id(context.environment, post.role, post.organisation, all_countries));
}

Submitted repeated(sql::ReadTx& tx, const Request& before) {
    Submitted answer;
    answer.request = before.id;
    answer.sending = Submitted::Sending::repeated;
    for (const auto& row : posts_of_request(tx, before.id)) answer.filed.push_back(row.id);
    return answer;
}

Request new_request(const ActionContext& context, const Submission& submission, const Person& person, Instant now) {
    Request request;
    request.id = RequestId(context.random.token(16));
    request.person = request.filed_by = person.id;
    request.made_for = person.name;
    request.information = submission.information;
    request.email = submission.email;
    request.phone = submission.phone;
    request.once = submission.once;
    request.filed = now;
    return request;
}

RequestPostId file_post(const ActionContext& context, sql::Tx& tx, const Submission& submission, const Request& request,
                        const Resolved& resolved) {
    ensure_post(tx, context.environment, resolved.post, resolved.organisation.type);
    RequestPost row{RequestPostId(context.random.token(16)),
                    request.id,
                    request.person,
                    request.filed_by,
                    resolved.post,
                    resolved.organisation.status == "valid" ? "pending" : "waiting_for_organisation",
                    request.filed,
                    request.filed};
    insert_request_post(tx, context.environment, row);
    audit::Event event = about_post("request.submitted", submission.actor, row);
    event.before = "submitted";
    event.after = row.state;
    event.reason = request.information;
    event.facts = {{"given_name", request.made_for.given},
                   {"family_name", request.made_for.family},
                   {"email", request.email},
                   {"phone", request.phone}};
    context.audit.append(tx, event);
    notify(tx, "request.to_decide", request.id, row.id, request.filed);
    return row.id;
}

Submitted file_all(const ActionContext& context, sql::Tx& tx, const Submission& submission, const Person& person,
                   const std::vector<Resolved>& fresh) {
    const Request request = new_request(context, submission, person, context.clock.now());
    insert_request(tx, context.environment, request);
    Submitted answer;
    answer.request = request.id;
    for (const auto& resolved : fresh) answer.filed.push_back(file_post(context, tx, submission, request, resolved));
    notify(tx, "request.received", request.id, {}, request.filed);
    return answer;
}

}  // namespace

Result<void> check_submission(const Submission& submission) {
    if (text::length(submission.information) > 1000)
        return fail(ErrorCode::bad_input, "The additional information is longer than 1000 characters; shorten it.", "information");
    if (!submission.email.empty() && !is_email(submission.email))
        return fail(ErrorCode::bad_input, "This is not an e-mail address; correct it or leave it empty.", "email");
    if (!is_phone(submission.phone))
        return fail(ErrorCode::bad_input, "This is not a phone number; use digits, blanks and + only, or leave it empty.", "phone");
    if (submission.once.empty() || submission.once.size() > 64)
        return fail(ErrorCode::bad_input, "The form is incomplete; reload the page and send it again.", "once");
    return {};
}

Result<Result<Submitted>> file_request(const ActionContext& context, sql::Tx& tx, const Submission& submission, Filing filing) {
    const PersonId& id = submission.actor.person;
    if (const auto before = find_request_once(tx, id, submission.once)) return Result<Submitted>(repeated(tx, *before));
    const auto person = find_person(tx, id);
    if (!person) return fail(ErrorCode::not_found, "This person is not known here; sign in first.");
    if (submission.posts.empty() || submission.posts.size() > most_posts)
        return fail(ErrorCode::bad_input, "Tick at least one and at most 200 posts, then send the request.", "post");
    TRY(auto resolved, resolve_all(context, tx, submission, filing));

    const Kind kind = resolved.front().post.kind;
    if (const auto held = find_kind(tx, id); held && *held != kind)
        return Result<Submitted>(std::unexpected(refuse_kind(context, tx, submission.actor, resolved.front().organisation, *held)));

    std::vector<WantedPost> already;
    std::erase_if(resolved, [&](const Resolved& one) {
        const bool has = has_already(context, tx, id, one.post);
        if (has) already.push_back(one.wanted);
        return has;
    });
    if (resolved.empty()) return fail(ErrorCode::conflict, "You hold these posts or have asked for them already; see My requests.", "post");

    take_kind(tx, context.environment, id, kind);
    Submitted answer = file_all(context, tx, submission, *person, resolved);
    answer.already = std::move(already);
    return Result<Submitted>(std::move(answer));
}

}  // namespace gatehouse::authz
