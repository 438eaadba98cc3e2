#include "base/encoding.hpp"
#include "idp/authorize/checks.hpp"

namespace gatehouse::idp {

// RFC 7636, required of every client (RFC 9700 section 2.1.1); plain would show the verifier itself.
Result<void> check_code_challenge(Checking& checking) {
    const auto challenge = checking.parameters.get("code_challenge");
    if (challenge.empty()) return fail(ErrorCode::invalid_request, "code_challenge is missing; use PKCE with S256.", "code_challenge");
    if (checking.parameters.get("code_challenge_method") != "S256")
        return fail(ErrorCode::invalid_request, "code_challenge_method must be S256.", "code_challenge_method");
    const auto digest = from_base64url(challenge);
    if (!digest || digest->size() != 32)
        return fail(ErrorCode::invalid_request, "code_challenge is not the base64url of a SHA-256 digest.", "code_challenge");
    checking.request.code_challenge = challenge;
    return {};
}

}  // namespace gatehouse::idp
