#include "idp/authorize/checks.hpp"

#include <array>

namespace gatehouse::idp {

std::span<const NamedCheck> checks() {
    static constexpr auto table = std::to_array<NamedCheck>({{"repeated_parameters", check_repeated_parameters},
                                                             {"request_object", check_request_object},
                                                             {"response_type", check_response_type},
                                                             {"response_mode", check_response_mode},
                                                             {"grant_type", check_grant_type},
                                                             {"scope", check_scope},
                                                             {"code_challenge", check_code_challenge},
                                                             {"nonce", check_nonce},
                                                             {"resource", check_resource},
                                                             {"prompt", check_prompt},
                                                             {"max_age", check_max_age},
                                                             {"hints", check_hints}});
    return table;
}

Result<void> run_checks(Checking& checking) {
    for (const auto& rule : checks()) TRY_VOID(rule.check(checking));
    return {};
}

}  // namespace gatehouse::idp
