#include "apps/gatehouse/commands.hpp"
#include "apps/gatehouse/opened_environment.hpp"
#include "policies/engine/policy.hpp"

#include <fmt/format.h>

namespace gatehouse::commands {

namespace {

// policies/production.toml → policies/production.cases.csv
std::string cases_of(const std::string& file) {
    return std::filesystem::path(file).replace_extension(".cases.csv").string();
}

Result<std::vector<std::string>> configured_policies(const Console& console) {
    TRY(const auto state, State::find());
    TRY(const auto names, wanted_environments(console, state));
    std::vector<std::string> files;
    for (const auto& name : names) {
        TRY(const auto settings, environment_settings(state, name));
        files.push_back(settings.policy);
    }
    return files;
}

Result<void> check(const std::string& file) {
    TRY(const auto policy, policy::load(file));
    TRY(const int cases, policy::check_cases(policy, cases_of(file)));
    fmt::print("{}: {} version {}, {} rules, {} cases hold, {}\n", file, policy.environment, policy.version,
               policy.rules.size() + policy.nevers.size(), cases, policy.hash);
    return {};
}

}  // namespace

Result<void> policy_check(const Console& console, const std::string& file) {
    std::vector<std::string> files{file};
    if (file.empty()) {
        TRY(files, configured_policies(console));
    }
    for (const auto& one : files) TRY_VOID(check(one));
    return {};
}

}  // namespace gatehouse::commands
