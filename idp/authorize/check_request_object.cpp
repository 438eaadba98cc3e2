#include "idp/authorize/checks.hpp"

namespace gatehouse::idp {

// OpenID Connect Core 6: to ignore a request object would mean to obey the unsigned parameters beside it.
Result<void> check_request_object(Checking& checking) {
    if (checking.parameters.has("request"))
        return fail(ErrorCode::request_not_supported, "Request objects are not supported; send the parameters themselves.", "request");
    if (checking.parameters.has("request_uri"))
        return fail(ErrorCode::request_uri_not_supported, "request_uri is not supported; send the parameters themselves.", "request_uri");
    if (checking.parameters.has("registration"))
        return fail(ErrorCode::registration_not_supported, "registration is not supported; have the client registered.", "registration");
    return {};
}

}  // namespace gatehouse::idp
