#include "authz/notify/mails.hpp"
#include "authz/notify/notice.hpp"
#include "authz/notify/recipients.hpp"

namespace gatehouse::authz {
namespace {

std::vector<PersonId> told(const MailDesk& desk, sql::ReadTx& tx, const Notice& notice, Instant now) {
    if (notice.event == "request.received") {
        const auto request = find_request(tx, notice.request);
        return request ? std::vector{request->person} : std::vector<PersonId>{};
    }
    const auto asked = find_request_post(tx, notice.request_post);
    if (!asked) return {};
    if (notice.event == "request.accepted" || notice.event == "request.rejected") return {asked->person};
    if (notice.event == "request.to_decide" && is_open(asked->state)) return recipients(desk.actions, tx, *asked, now);
    return {};  // withdrawn: the person did it, and nobody has to do anything
}

}  // namespace

Result<void> deliver_notice(const MailDesk& desk, const outbox::Item& item) {
    TRY(const Notice notice, read_notice(item.payload));
    return desk.actions.db.transact([&](sql::Tx& tx) -> Result<void> {
        const Instant now = desk.actions.clock.now();
        for (const auto& person : told(desk, tx, notice, now)) {
            Notice one = notice;
            one.to = person;
            outbox::put(tx, {"mail", "", to_payload(one)}, now);
        }
        return {};
    });
}

}  // namespace gatehouse::authz
