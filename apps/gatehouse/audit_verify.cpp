#include "apps/gatehouse/audit_log.hpp"

#include <fmt/format.h>

namespace gatehouse::commands {

namespace {

Result<void> verify(const AuditLog& log) {
    TRY(const auto key, log.key());
    TRY(const auto checked, audit::verify(log.db(), key));
    if (!checked.problem.empty())
        return fail(ErrorCode::conflict,
                    fmt::format("{}: the audit log does not hold: {} Keep a copy and call an auditor.", log.name(), checked.problem));
    TRY(const auto newest, audit::latest(log.db()));
    fmt::print("{}: {} leaves hold, {} of them below the newest checkpoint\n", log.name(), checked.leaves, newest.size);
    return {};
}

Result<std::vector<std::string>> wanted(const Console& console, const AuditArguments& arguments, const State& state) {
    if (arguments.log == AuditArguments::Log::of_accounts) return std::vector<std::string>{"accounts"};
    TRY(auto names, wanted_environments(console, state));
    if (console.environment.empty() && state.has("idp")) names.insert(names.begin(), "accounts");
    return names;
}

}  // namespace

Result<void> audit_verify(const Console& console, const AuditArguments& arguments) {
    TRY(const auto state, State::find());
    TRY(const auto names, wanted(console, arguments, state));
    for (const auto& name : names) {
        TRY(const auto log, name == "accounts" ? AuditLog::of_accounts(state) : AuditLog::of_environment(state, name));
        TRY_VOID(verify(log));
    }
    return {};
}

}  // namespace gatehouse::commands
