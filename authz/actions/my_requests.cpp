#include "authz/actions/my_requests.hpp"

#include "authz/actions/cursor.hpp"
#include "authz/actions/who_decides.hpp"
#include "authz/store/grants.hpp"
#include "authz/store/organisations.hpp"
#include "authz/store/persons.hpp"
#include "authz/store/requests.hpp"

#include <algorithm>
#include <cstdint>

namespace gatehouse::authz {
namespace {

constexpr std::size_t page_size = 20;

MyRequest my_request(const ActionContext& context, sql::ReadTx& tx, const RequestPostId& id, Instant now) {
    const auto row = find_request_post(tx, id).value();
    MyRequest mine;
    mine.id = id;
    mine.state = row.state;
    mine.filed = row.created;
    mine.state_at = row.state_at;
    mine.post = row.post;
    mine.organisation = find_organisation(tx, row.post.organisation).value();
    if (is_open(row.state))
        mine.who = who_decides(context, tx, row.post, mine.organisation, now);
    else
        mine.decision = decision_about(tx, id);
    return mine;
}

std::string why_not(const HeldPost& held, const Person& person) {
    if (held.grant.state == "suspended") return "Suspended";
    if (held.organisation.status != "valid") return "The organisation is not valid now";
    if (held.grant.made_for != person.name) return "Your name has changed; an approver has to confirm that you are the same person";
    return "The organisation no longer has this activity";
}

std::vector<MyPost> my_posts(sql::ReadTx& tx, const Person& person, Instant now) {
    const auto acting = held_posts(tx, person.id, now);
    std::vector<MyPost> list;
    for (auto& held : grants_of_person(tx, person.id)) {
        const bool acts = std::any_of(acting.begin(), acting.end(), [&](const HeldPost& other) { return other.grant.id == held.grant.id; });
        std::string reason = acts ? "" : why_not(held, person);
        list.push_back({std::move(held.grant), std::move(held.organisation), acts, std::move(reason)});
    }
    return list;
}

}  // namespace

Result<MyOverview> my_requests(const ActionContext& context, const PersonId& person, const std::string& cursor) {
    TRY(const auto parts, read_cursor(cursor, 2));
    TRY(const auto at, cursor_number(parts[0]));
    const std::int64_t before = cursor.empty() ? INT64_MAX : at;
    return context.db.read([&](sql::ReadTx& tx) -> Result<MyOverview> {
        const auto known = find_person(tx, person);
        if (!known) return fail(ErrorCode::not_found, "This person is not known here; sign in first.");
        const Instant now = context.clock.now();
        MyOverview mine;
        mine.kind = find_kind(tx, person);
        mine.posts = my_posts(tx, *known, now);
        for (const auto& row : tx.query("SELECT r.id FROM request_post r WHERE r.person = :person AND (r.created_at, r.id) < (:at, :id) "
                                        "ORDER BY r.created_at DESC, r.id DESC LIMIT :most",
                                        {person.str(), before, parts[1], std::int64_t{page_size + 1}}))
            mine.requests.push_back(my_request(context, tx, RequestPostId(row.text(0)), now));
        if (mine.requests.size() > page_size) {
            mine.requests.pop_back();
            mine.next = write_cursor({std::to_string(to_millis(mine.requests.back().filed)), mine.requests.back().id.str()});
        }
        return mine;
    });
}

Result<std::optional<Kind>> kind_of_person(const ActionContext& context, const PersonId& person) {
    return context.db.read([&](sql::ReadTx& tx) -> Result<std::optional<Kind>> { return find_kind(tx, person); });
}

}  // namespace gatehouse::authz
