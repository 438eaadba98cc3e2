#include "idp/cleanup.hpp"

#include "idp/store/authorization_requests.hpp"
#include "idp/store/codes.hpp"
#include "idp/store/link_requests.hpp"
#include "idp/store/refused_sign_ins.hpp"
#include "idp/store/sessions.hpp"
#include "idp/store/throttles.hpp"
#include "idp/store/used_assertions.hpp"
#include "idp/store/used_codes.hpp"

namespace gatehouse::idp {

namespace {

constexpr int batch = 200;

void leave_lapsed(const Core& core, sql::Tx& tx, const AccountId& account) {
    audit::Event event;
    event.act = "account.lapsed";
    event.subject = core.person(account.str());
    event.before = "pending_email";
    event.rule = "no password was set within a week";
    core.audit.append(tx, event);
}

void leave_refusals(const Core& core, sql::Tx& tx, const Refusals& refusals) {
    audit::Event event;
    event.act = "session.refused";
    event.outcome = audit::Outcome::denied;
    if (refusals.account) event.subject = core.person(refusals.account->str());
    event.rule = "refused sign-ins of a quarter of an hour";
    event.objects = {{"count", std::to_string(refusals.count)}, {"from", rfc3339(refusals.quarter_began)}};
    event.facts = {{"peer", refusals.peer}};
    core.audit.append(tx, event);
}

}  // namespace

Result<int> clean_up_once(const Core& core) {
    return core.db.transact([&](sql::Tx& tx) -> Result<int> {
        const Instant now = core.now();
        int gone = forget_sessions(tx, now, batch) + forget_throttles(tx, now, batch) + forget_codes(tx, now, batch);
        gone +=
            forget_codes_and_families(tx, now, batch) + forget_authorization_requests(tx, now, batch) + forget_assertions(tx, now, batch);
        const Forgotten forgotten = forget_link_requests(tx, now, batch);
        for (const auto& account : forgotten.lapsed) leave_lapsed(core, tx, account);
        const auto refusals = take_refusals(tx, now, batch);
        for (const auto& one : refusals) leave_refusals(core, tx, one);
        return gone + forgotten.count + static_cast<int>(refusals.size());
    });
}

}  // namespace gatehouse::idp
