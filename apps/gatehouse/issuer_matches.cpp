#include "apps/gatehouse/issuer_matches.hpp"

#include <fmt/format.h>

namespace gatehouse::commands {

Result<void> issuer_matches(const OpenedIdp& idp, const OpenedEnvironment& environment) {
    const std::string& trusted = environment.settings().issuer.url;
    if (trusted == idp.settings().issuer) return {};
    return fail(
        ErrorCode::bad_input,
        fmt::format("{}: issuer.url is {}, but {} has issuer {}; accounts of another issuer are other persons, so correct one of them.",
                    environment.config(), trusted, idp.config(), idp.settings().issuer),
        "issuer.url");
}

authz::SeenPerson seen_person(const OpenedIdp& idp, const idp::Account& account) {
    return {idp.settings().issuer, account.id.str(), {account.first_name, account.last_name}, account.email, account.email_language};
}

}  // namespace gatehouse::commands
