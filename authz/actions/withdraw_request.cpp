#include "authz/actions/withdraw_request.hpp"

#include "authz/actions/leaf.hpp"
#include "authz/store/outbox_items.hpp"
#include "authz/store/persons.hpp"

namespace gatehouse::authz {

Result<void> withdraw_request(const ActionContext& context, const Actor& actor, const RequestPostId& id) {
    const auto done = context.db.transact([&](sql::Tx& tx) -> Result<void> {
        const auto row = find_request_post(tx, id);
        if (!row || row->person != actor.person) return fail(ErrorCode::not_found, "There is no such request of yours.");
        const Instant now = context.clock.now();
        if (close_request_post(tx, id, "withdrawn", now) == 0)
            return fail(ErrorCode::conflict, "This request is no longer open, so it cannot be withdrawn.");
        free_kind(tx, actor.person);
        audit::Event event = about_post("request.withdrawn", actor, *row);
        event.after = "withdrawn";
        context.audit.append(tx, event);
        notify(tx, "request.withdrawn", row->request, row->id, now);
        return {};
    });
    if (done && context.wake) context.wake();
    return done;
}

}  // namespace gatehouse::authz
