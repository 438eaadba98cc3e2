#include "idp/authorize/checks.hpp"

namespace gatehouse::idp {

// Both come back as they were sent, so both are kept short enough for a token and an address.
Result<void> check_nonce(Checking& checking) {
    constexpr std::size_t longest = 1024;
    const auto nonce = checking.parameters.get("nonce");
    if (nonce.size() > longest) return fail(ErrorCode::invalid_request, "nonce is longer than 1024 bytes.", "nonce");
    if (checking.request.state.size() > 2 * longest) return fail(ErrorCode::invalid_request, "state is longer than 2048 bytes.", "state");
    checking.request.nonce = nonce;
    return {};
}

}  // namespace gatehouse::idp
