#include "idp/authorize/checks.hpp"

namespace gatehouse::idp {

Result<void> check_response_type(Checking& checking) {
    const auto type = checking.parameters.get("response_type");
    if (type.empty()) return fail(ErrorCode::invalid_request, "response_type is missing; send response_type=code.", "response_type");
    // RFC 9700 section 2.1.2: no token ever passes through the browser's address.
    if (type != "code") return fail(ErrorCode::unsupported_response_type, "Only response_type=code is supported.", "response_type");
    return {};
}

}  // namespace gatehouse::idp
