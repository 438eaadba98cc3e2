#include "idp/tokens/claims.hpp"

namespace gatehouse::idp {

boost::json::object claims_of(const Account& account, const Scope& scope) {
    boost::json::object claims;
    if (scope.has("profile")) {
        claims["given_name"] = account.first_name;
        claims["family_name"] = account.last_name;
        claims["name"] = account.display_name();
        claims["preferred_username"] = account.username;
        claims["locale"] = account.email_language;
    }
    if (scope.has("email")) {
        claims["email"] = account.email;
        claims["email_verified"] = true;  // an account begins with the mailed link
    }
    return claims;
}

}  // namespace gatehouse::idp
