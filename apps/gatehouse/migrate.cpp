#include "apps/gatehouse/about_file.hpp"
#include "apps/gatehouse/commands.hpp"
#include "apps/gatehouse/opened_environment.hpp"
#include "apps/gatehouse/opened_idp.hpp"
#include "idp/migrations.hpp"

#include <fmt/format.h>

namespace gatehouse::commands {

namespace {

Result<void> migrate_idp(const State& state) {
    const std::string config = state.config("idp");
    const auto settings = idp::read_settings(config, idp::Demo::off);
    if (!settings) return std::unexpected(about_file(config, settings.error()));
    const auto done = [&]() -> Result<std::vector<int>> {
        TRY(const auto db, sql::Db::open({settings->database}));
        return sql::migrate(*db, idp::all_steps(), SystemClock().now());
    }();
    if (!done) return std::unexpected(about_file(config, done.error()));
    TRY_VOID(OpenedIdp::open(state));  // its birth is written or compared
    fmt::print("idp: {} schema steps applied\n", done->size());
    return {};
}

Result<void> migrate_environment(const State& state, const std::string& environment) {
    TRY_VOID(OpenedEnvironment::open(state, environment, authz::Older::migrate));
    fmt::print("{}: the schema is complete\n", environment);
    return {};
}

// Every configuration is read before the first store is touched.
Result<std::vector<std::string>> configured(const Console& console, const State& state) {
    if (!console.environment.empty() || !state.has("idp")) return wanted_environments(console, state);
    std::vector<std::string> names{"idp"};
    TRY_VOID(idp::read_settings(state.config("idp"), idp::Demo::off));
    for (const char* name : {"production", "training"})
        if (state.has(name)) names.emplace_back(name);
    return names;
}

}  // namespace

Result<void> migrate(const Console& console) {
    TRY(const auto state, State::find());
    TRY(const auto names, configured(console, state));
    for (const auto& name : names)
        if (name != "idp") TRY_VOID(environment_settings(state, name));
    for (const auto& name : names) TRY_VOID(name == "idp" ? migrate_idp(state) : migrate_environment(state, name));
    return {};
}

}  // namespace gatehouse::commands
