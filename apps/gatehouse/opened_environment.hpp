// One environment's store with what its use cases need, opened from config/production.toml or config/training.toml.
#pragma once

#include "apps/gatehouse/state.hpp"
#include "authz/actions/context.hpp"
#include "authz/settings.hpp"
#include "authz/store/open_store.hpp"

#include <memory>

namespace gatehouse::commands {

// The settings alone. Errors: bad_input naming the file; also where the file describes another environment.
Result<authz::Settings> environment_settings(const State& state, const std::string& environment);

class OpenedEnvironment {
public:
    // Errors: bad_input, conflict, unavailable; the message names the file.
    static Result<std::unique_ptr<OpenedEnvironment>> open(const State& state, const std::string& environment,
                                                           authz::Older older = authz::Older::refuse);

    // The running gatehouse-authz looks into its outbox twice a second, so nobody has to be woken.
    authz::ActionContext context() { return {*db_, policy_, *audit_, clock_, random_, settings_.environment, {}}; }
    const authz::Settings& settings() const { return settings_; }
    const std::string& config() const { return config_; }
    sql::Db& db() { return *db_; }

private:
    OpenedEnvironment(std::string config, authz::Settings settings) : config_(std::move(config)), settings_(std::move(settings)) {}

    std::string config_;
    authz::Settings settings_;
    policy::Policy policy_;
    SystemClock clock_;
    crypto::SystemRandom random_;
    std::unique_ptr<sql::Db> db_;
    std::unique_ptr<audit::Audit> audit_;
};

}  // namespace gatehouse::commands
