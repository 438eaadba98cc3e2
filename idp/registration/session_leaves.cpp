#include "idp/registration/session_leaves.hpp"

#include "idp/store/sessions.hpp"

namespace gatehouse::idp {

void leave_session_opened(const Core& core, sql::Tx& tx, const Session& session) {
    audit::Event event;
    event.act = "session.opened";
    event.actor = event.subject = core.person(session.account.str());
    event.objects = {{"session", session.id.str()}};
    event.after = "open";
    event.assurance = session.acr;
    core.audit.append(tx, event);
}

void leave_session_ended(const Core& core, sql::Tx& tx, const AccountId& account, const SessionId& session, std::string_view why) {
    audit::Event event;
    event.act = "session.ended";
    event.actor = event.subject = core.person(account.str());
    event.objects = {{"session", session.str()}};
    event.before = "open";
    event.after = "ended";
    event.rule = why;
    core.audit.append(tx, event);
}

void leave_session_replaced(const Core& core, sql::Tx& tx, const SessionId& session) {
    const auto before = find_session(tx, session, core.now());
    if (before && end_session(tx, session, core.now())) leave_session_ended(core, tx, before->account, session, "signed in anew");
}

}  // namespace gatehouse::idp
