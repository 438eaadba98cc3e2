#include "base/error.hpp"

#include <array>
#include <cstddef>

namespace gatehouse {

namespace {

// In the order of ErrorCode.
constexpr auto table = std::to_array<ErrorRow>({
    {"invalid_request", 400, Show::message},
    {"invalid_client", 401, Show::message},
    {"invalid_grant", 400, Show::message},
    {"unauthorized_client", 400, Show::message},
    {"unsupported_grant_type", 400, Show::message},
    {"unsupported_response_type", 400, Show::message},
    {"invalid_scope", 400, Show::message},
    {"invalid_token", 401, Show::message},
    {"insufficient_scope", 403, Show::message},
    {"invalid_target", 400, Show::message},
    {"access_denied", 403, Show::message},
    {"login_required", 400, Show::message},
    {"interaction_required", 400, Show::message},
    {"consent_required", 400, Show::message},
    {"account_selection_required", 400, Show::message},
    {"request_not_supported", 400, Show::message},
    {"request_uri_not_supported", 400, Show::message},
    {"registration_not_supported", 400, Show::message},
    {"server_error", 500, Show::wire_name_only},
    {"temporarily_unavailable", 503, Show::message},
    {"bad_input", 400, Show::message},
    {"unauthenticated", 401, Show::message},
    {"forbidden", 403, Show::message},
    {"not_found", 404, Show::message},
    {"method_not_allowed", 405, Show::message},
    {"conflict", 409, Show::message},
    {"gone", 410, Show::message},
    {"too_large", 413, Show::message},
    {"unsupported_media_type", 415, Show::message},
    {"too_many_requests", 429, Show::message},
    {"unavailable", 503, Show::message},
    {"internal", 500, Show::wire_name_only},
});
static_assert(table.size() == static_cast<std::size_t>(ErrorCode::internal) + 1);

}  // namespace

const ErrorRow& describe(ErrorCode code) {
    const auto index = static_cast<std::size_t>(code);
    return index < table.size() ? table[index] : table.back();
}

}  // namespace gatehouse
