#include "idp/factors/sign_out.hpp"

#include "idp/registration/session_leaves.hpp"
#include "idp/store/sessions.hpp"

namespace gatehouse::idp {

Result<void> sign_out(const Core& core, const Session& session) {
    return core.db.transact([&](sql::Tx& tx) -> Result<void> {
        if (end_session(tx, session.id, core.now())) leave_session_ended(core, tx, session.account, session.id, "signed out");
        return {};
    });
}

Result<int> end_other_sessions(const Core& core, const Session& session) {
    return core.db.transact([&](sql::Tx& tx) -> Result<int> {
        const auto ended = end_sessions(tx, session.account, session.id, core.now());
        for (const auto& id : ended) leave_session_ended(core, tx, session.account, id, "ended from another device");
        return static_cast<int>(ended.size());
    });
}

}  // namespace gatehouse::idp
