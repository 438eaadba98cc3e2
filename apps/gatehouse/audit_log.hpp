// One audit log with the key its checkpoints are signed with: an environment's, or the accounts' (the identity provider's).
#pragma once

#include "apps/gatehouse/commands.hpp"
#include "apps/gatehouse/opened_environment.hpp"
#include "apps/gatehouse/opened_idp.hpp"
#include "base/jose/key.hpp"

namespace gatehouse::commands {

class AuditLog {
public:
    static Result<AuditLog> of_environment(const State& state, const std::string& environment);
    static Result<AuditLog> of_accounts(const State& state);

    const std::string& name() const { return name_; }
    sql::Db& db() const { return environment_ ? environment_->db() : idp_->db(); }
    Result<jose::Key> key() const;

private:
    std::string name_;
    std::unique_ptr<OpenedEnvironment> environment_;
    std::unique_ptr<OpenedIdp> idp_;
};

}  // namespace gatehouse::commands
