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

bool still_to_decide(sql::ReadTx& tx, const Notice& notice) {
    if (notice.event != "request.to_decide") return false;
    const auto asked = find_request_post(tx, notice.request_post);
    return asked && is_open(asked->state);
}

void put_mail(sql::Tx& tx, Notice notice, std::string_view event, const PersonId& to, Instant now) {
    notice.event = event;
    notice.to = to;
    outbox::put(tx, {"mail", "", to_payload(notice)}, now);
}

}  // namespace

Result<void> deliver_notice(const MailDesk& desk, const outbox::Item& item) {
    TRY(const Notice notice, read_notice(item.payload));
    return desk.actions.db.transact([&](sql::Tx& tx) -> Result<void> {
        const Instant now = desk.actions.clock.now();
        const auto persons = told(desk, tx, notice, now);
        for (const auto& person : persons) put_mail(tx, notice, notice.event, person, now);
        if (persons.empty() && still_to_decide(tx, notice))
            put_mail(tx, notice, "request.nobody_decides", PersonId(std::string(helpdesk_address)), now);
        return {};
    });
}

}  // namespace gatehouse::authz
