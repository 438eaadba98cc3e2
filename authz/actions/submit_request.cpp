#include "authz/actions/submit_request.hpp"

#include "authz/actions/file_request.hpp"

namespace gatehouse::authz {

Result<Submitted> submit_request(const ActionContext& context, const Submission& submission) {
    TRY_VOID(check_submission(submission));
    TRY(auto submitted, unwrap(context.db.transact([&](sql::Tx& tx) { return file_request(context, tx, submission, Filing::by_person); })));
    if (context.wake) context.wake();
    return submitted;
}

}  // namespace gatehouse::authz
