#include "authz/actions/bootstrap_commission.hpp"

#include "apps/gatehouse/about_file.hpp"
#include "apps/gatehouse/commands.hpp"
#include "apps/gatehouse/issuer_matches.hpp"
#include "apps/gatehouse/named_account.hpp"

#include <fmt/format.h>

namespace gatehouse::commands {

namespace {

Result<authz::Appointment> appointment(const OpenedIdp& idp, const OpenedEnvironment& environment, const std::string& typed) {
    TRY(const auto account, named_account(idp, typed));
    if (account.state != idp::AccountState::active)
        return fail(ErrorCode::bad_input, typed + ": this account cannot sign in now; name an active one.", typed);
    if (account.kind == idp::AccountKind::persona && environment.settings().birth == sql::Birth::real)
        return fail(ErrorCode::bad_input, typed + ": this is a persona of a demo; a real store takes real persons only.", typed);
    return authz::Appointment{seen_person(idp, account), std::string(authz::role::commission)};
}

}  // namespace

Result<void> bootstrap_commission(const Console& console, const std::vector<std::string>& persons) {
    TRY(const auto name, needed_environment(console));
    TRY(const auto state, State::find());
    TRY(const auto idp, OpenedIdp::open(state));
    TRY(const auto environment, OpenedEnvironment::open(state, name));
    TRY_VOID(issuer_matches(*idp, *environment));
    std::vector<authz::Appointment> appointments;
    for (const auto& typed : persons) {
        TRY(appointments.emplace_back(), appointment(*idp, *environment, typed));
    }
    const auto grants = authz::bootstrap_commission(environment->context(), appointments);
    if (!grants) return std::unexpected(about_file(environment->config(), grants.error()));
    for (std::size_t i = 0; i < grants->size(); ++i)
        fmt::print("{}: {} is an administrator of the Commission, grant {}\n", name, persons[i], (*grants)[i].str());
    return {};
}

}  // namespace gatehouse::commands
