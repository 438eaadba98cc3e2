#include "apps/gatehouse/named_account.hpp"

#include "idp/store/accounts.hpp"

namespace gatehouse::commands {

Result<idp::Account> named_account(const OpenedIdp& idp, const std::string& typed) {
    TRY(auto found,
        idp.db().read([&](sql::ReadTx& tx) -> Result<std::optional<idp::Account>> { return idp::find_account_by_login(tx, typed); }));
    if (found) return std::move(*found);
    return fail(ErrorCode::bad_input, typed + ": no account has this username or e-mail address; see gatehouse person list.", typed);
}

}  // namespace gatehouse::commands
