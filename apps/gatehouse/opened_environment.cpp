#include "apps/gatehouse/opened_environment.hpp"

#include "apps/gatehouse/about_file.hpp"

namespace gatehouse::commands {

Result<authz::Settings> environment_settings(const State& state, const std::string& environment) {
    const std::string config = state.config(environment);
    auto settings = authz::load_settings(config);
    if (!settings) return std::unexpected(about_file(config, settings.error()));
    if (settings->environment == environment) return settings;
    return fail(ErrorCode::bad_input, config + ": environment is \"" + settings->environment + "\"; it must be \"" + environment + "\".",
                "environment");
}

Result<std::unique_ptr<OpenedEnvironment>> OpenedEnvironment::open(const State& state, const std::string& environment, authz::Older older) {
    TRY(auto settings, environment_settings(state, environment));
    auto made = std::unique_ptr<OpenedEnvironment>(new OpenedEnvironment(state.config(environment), std::move(settings)));
    TRY(made->policy_, policy::load(made->settings_.policy));
    if (made->policy_.environment != environment)
        return fail(ErrorCode::bad_input,
                    made->settings_.policy + ": environment is \"" + made->policy_.environment + "\"; " + made->config_ +
                        " needs a policy of \"" + environment + "\".",
                    "environment");
    auto db = authz::open_store(made->settings_, made->clock_.now(), older);
    if (!db) return std::unexpected(about_file(made->config_, db.error()));
    made->db_ = std::move(*db);
    made->audit_ = std::make_unique<audit::Audit>(audit::Origin{made->settings_.origin(), environment}, made->clock_, made->random_);
    return made;
}

}  // namespace gatehouse::commands
