// What an application learns about a person (OpenID Connect Core 5.1, 5.4).
#pragma once

#include "idp/model.hpp"
#include "idp/tokens/access_token.hpp"

#include <boost/json/object.hpp>

namespace gatehouse::idp {

// profile: given_name, family_name, name, preferred_username, locale; email: email, email_verified. sub is not among them.
boost::json::object claims_of(const Account& account, const Scope& scope);

// _claim_names and _claim_sources (Core 5.6.2) for each environment whose scope was granted: the application fetches the
// person's posts there, with a token that opens nothing else. The first is called "grants", others "grants_SOURCE".
Result<void> add_distributed_claims(const Protocol& protocol, const AccessTokenContent& presented, boost::json::object& claims);

}  // namespace gatehouse::idp
