#include "apps/gatehouse/audit_log.hpp"

#include "apps/gatehouse/read_text.hpp"
#include "base/json.hpp"
#include "idp/store/audit_key.hpp"

namespace gatehouse::commands {

Result<AuditLog> AuditLog::of_environment(const State& state, const std::string& environment) {
    AuditLog log;
    log.name_ = environment;
    TRY(log.environment_, OpenedEnvironment::open(state, environment));
    return log;
}

Result<AuditLog> AuditLog::of_accounts(const State& state) {
    AuditLog log;
    log.name_ = "accounts";
    TRY(log.idp_, OpenedIdp::open(state));
    return log;
}

Result<jose::Key> AuditLog::key() const {
    if (idp_) return idp::audit_key(idp_->db(), idp_->core().seal);
    const std::string& file = environment_->settings().audit_key_file;
    TRY(const auto text, read_text(file, 16 * 1024));
    const auto parsed = json::parse(text);
    const auto refuse = [&] {
        return fail(ErrorCode::bad_input, file + ": is no EdDSA key; write what gatehouse key make --algorithm EdDSA prints.", file);
    };
    if (!parsed || !parsed->is_object()) return refuse();
    auto key = jose::Key::from_jwk(parsed->get_object());
    if (!key || key->algorithm() != jose::Algorithm::EdDSA) return refuse();
    return std::move(*key);
}

}  // namespace gatehouse::commands
