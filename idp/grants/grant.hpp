// A grant turns a token request into a permission. It runs inside the endpoint's one transaction, and a refusal commits
// (reuse of a code has to be remembered); signing comes after the commit.
#pragma once

#include "base/http/message.hpp"
#include "idp/client_auth/client.hpp"
#include "idp/model.hpp"
#include "idp/tokens/access_token.hpp"

#include <optional>
#include <string_view>

namespace gatehouse::idp {

struct TokenRequest {
    const http::Parameters& form;
    const Client& client;
};

struct Permission {
    AccessTokenContent access;
    // Of a person's sign-in: with scope openid an ID token comes along.
    std::optional<Code> code;
    std::optional<Account> account;
};

using Grant = Result<Permission> (*)(const Protocol& protocol, sql::Tx& tx, const TokenRequest& request);
// nullptr: no such grant type.
Grant grant_of(std::string_view grant_type);

Result<Permission> authorization_code(const Protocol& protocol, sql::Tx& tx, const TokenRequest& request);
Result<Permission> client_credentials(const Protocol& protocol, sql::Tx& tx, const TokenRequest& request);

}  // namespace gatehouse::idp
