#include "connectors/sql/read_snapshot.hpp"

#include "connectors/sql/session_tx.hpp"

namespace gatehouse::sql {

void begin_on_living_session(SessionPool::Lease& lease, std::string_view begin) {
    try {
        lease.session().execute(begin, {});
    } catch (const Failure& failure) {
        if (failure.cure() != Cure::replace) throw;
        lease.renew();
        lease.session().execute(begin, {});
    }
}

Result<void> read_snapshot(SessionPool& pool, std::string_view begin, const std::function<Result<void>(ReadTx&)>& closure) {
    try {
        SessionPool::Lease lease = pool.try_lease();
        begin_on_living_session(lease, begin);
        SessionTx tx(lease.session());
        Result<void> result = run_closure(tx, [&](Tx& all) { return closure(all); });
        try {
            lease.session().execute("ROLLBACK", {});
        } catch (const Failure&) {
            lease.drop();
        }
        return result;
    } catch (const Failure& failure) {
        return std::unexpected(failure.error());
    }
}

}  // namespace gatehouse::sql
