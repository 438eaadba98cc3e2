// The operator's use cases on accounts: the same rules and leaves as the pages.
#pragma once

#include "base/secret.hpp"
#include "idp/deps.hpp"
#include "idp/store/accounts.hpp"

#include <optional>
#include <string>

namespace gatehouse::idp {

struct NewPerson {
    std::string username, first_name, last_name, email;
    std::string email_language = "en";
    std::optional<Secret> password;  // none: the link to set one is mailed, the account stays pending until then
    AccountKind kind = AccountKind::person;
    std::optional<AccountId> id;  // personas only: the `sub` that other seeds name
};

struct PersonAdded {
    AccountId id;
    enum class State { active, pending_email } state = State::active;
};

// Errors: bad_input (field names the value; a persona outside a demo store), conflict (username, address or id in use). The mail
// is left in the outbox, which a running gatehouse-idp delivers.
Result<PersonAdded> add_person(const Core& core, const NewPerson& person);

Result<AccountPage> list_persons(const Core& core, const std::string& cursor, int limit);

}  // namespace gatehouse::idp
