#include "idp/authorize/checks.hpp"

namespace gatehouse::idp {

Result<void> check_response_mode(Checking& checking) {
    const auto mode = checking.parameters.get("response_mode");
    if (!mode.empty() && mode != "query")
        return fail(ErrorCode::invalid_request, "Only response_mode=query is supported.", "response_mode");
    return {};
}

}  // namespace gatehouse::idp
