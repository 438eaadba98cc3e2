// The identity provider's store with what its use cases need, opened from config/idp.toml.
#pragma once

#include "apps/gatehouse/state.hpp"
#include "idp/opened_core.hpp"

#include <memory>

namespace gatehouse::commands {

class OpenedIdp {
public:
    // Errors: bad_input, conflict, unavailable; the message names the file.
    static Result<std::unique_ptr<OpenedIdp>> open(const State& state);

    const idp::Core& core() const { return opened_->core(); }
    sql::Db& db() const { return opened_->db(); }
    const idp::Settings& settings() const { return settings_; }
    const std::string& config() const { return config_; }

private:
    explicit OpenedIdp(std::string config, idp::Settings settings) : config_(std::move(config)), settings_(std::move(settings)) {}

    std::string config_;
    idp::Settings settings_;
    SystemClock clock_;
    crypto::SystemRandom random_;
    Log log_{"gatehouse", LogLevel::error};
    std::unique_ptr<idp::OpenedCore> opened_;
};

}  // namespace gatehouse::commands
