// One typed error for the whole program (boulder's idea): a code from a closed list, a sentence for whoever
// asked, and a detail that only the log sees. base/error.cpp holds the one table that turns a code into a
// wire name, an HTTP status and the permission to show the sentence.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace gatehouse {

enum class ErrorCode {
    // RFC 6749 sections 4.1.2.1 and 5.2, RFC 6750 section 3.1, RFC 8707, OpenID Connect Core 3.1.2.6: wire words
    invalid_request,
    invalid_client,
    invalid_grant,
    unauthorized_client,
    unsupported_grant_type,
    unsupported_response_type,
    invalid_scope,
    invalid_token,
    insufficient_scope,
    invalid_target,
    access_denied,
    login_required,
    interaction_required,
    consent_required,
    account_selection_required,
    request_not_supported,
    request_uri_not_supported,
    registration_not_supported,
    server_error,
    temporarily_unavailable,
    // ours
    bad_input,               // a form field, a file or an argument cannot be accepted: 400
    unauthenticated,         // sign in first: 401
    forbidden,               // signed in, but may not: 403
    not_found,               // 404
    method_not_allowed,      // 405
    conflict,                // somebody was first, or the state has moved on: 409
    gone,                    // a link or code that has expired or was used: 410
    too_large,               // 413
    unsupported_media_type,  // 415
    too_many_requests,       // 429, with retry_after
    unavailable,             // 503, with retry_after
    internal,                // 500: the sentence is never shown
};

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;  // one English sentence: what is wrong and how to cure it; doubles as catalogue msgid
    std::string field;    // the parameter, form field or file position it is about; may be empty
    std::string detail;   // for the log only; never holds a secret
    std::chrono::seconds retry_after{0};
};

enum class Show { message, wire_name_only };

struct ErrorRow {
    std::string_view wire;  // spelling on the wire, e.g. "invalid_grant"
    int status;             // HTTP status when rendered as JSON or page
    Show show;
};

// The table's row of a code; total.
const ErrorRow& describe(ErrorCode code);

}  // namespace gatehouse
