#include "idp/authorize/checks.hpp"

namespace gatehouse::idp {

Result<void> check_grant_type(Checking& checking) {
    if (checking.client.may_use("authorization_code")) return {};
    return fail(ErrorCode::unauthorized_client, "This client is not registered for the grant type authorization_code.", "client_id");
}

}  // namespace gatehouse::idp
