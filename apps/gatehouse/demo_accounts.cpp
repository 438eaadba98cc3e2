#include "apps/gatehouse/demo_accounts.hpp"

#include "idp/registration/persons.hpp"

namespace gatehouse::commands {

namespace {

std::unexpected<Error> taken(std::string_view field, const std::string& value) {
    return fail(ErrorCode::conflict,
                std::string(field) + ": " + value + " belongs to somebody who registered here; begin anew with scripts/run --fresh.",
                std::string(field));
}

// The persona's account; none yet; or somebody else's where username or address is taken.
Result<std::optional<idp::Account>> find(const OpenedIdp& idp, const Persona& persona) {
    return idp.db().read([&](sql::ReadTx& tx) -> Result<std::optional<idp::Account>> {
        auto account = idp::find_account_by_username(tx, persona.username);
        if (account && account->kind != idp::AccountKind::persona) return taken("username", persona.username);
        if (account) return account;
        if (idp::find_account_by_email(tx, persona.email)) return taken("email", persona.email);
        return std::nullopt;
    });
}

Result<void> add(const OpenedIdp& idp, const Persona& persona) {
    const auto added =
        idp::add_person(idp.core(), {persona.username, persona.first_name, persona.last_name, persona.email, persona.email_language,
                                     Secret(std::string(persona_password)), idp::AccountKind::persona, idp::AccountId(persona.id)});
    if (added) return {};
    Error error = added.error();
    error.message = "persona " + persona.username + ": " + (error.field.empty() ? "" : error.field + ": ") + error.message;
    return std::unexpected(std::move(error));
}

}  // namespace

Result<DemoAccounts> demo_accounts(const OpenedIdp& idp, const std::vector<Persona>& personas) {
    DemoAccounts made;
    for (const auto& persona : personas) TRY_VOID(find(idp, persona));  // all can be made, or none is
    for (const auto& persona : personas) {
        TRY(auto account, find(idp, persona));
        if (!account) {
            TRY_VOID(add(idp, persona));
            ++made.added;
            TRY(account, find(idp, persona));
        }
        made.by_username.emplace(persona.username, std::move(*account));
    }
    return made;
}

}  // namespace gatehouse::commands
