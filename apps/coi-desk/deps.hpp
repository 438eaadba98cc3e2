// SPDX-License-Identifier: AGPL-3.0-or-later
// What the desk's pages share. Built once by assemble.cpp; outlives the router.
#pragma once

#include "apps/coi-desk/settings.hpp"
#include "apps/coi-desk/token_check.hpp"
#include "base/html/templates.hpp"
#include "base/http/session.hpp"
#include "base/surroundings.hpp"
#include "connectors/oidc/relying_party.hpp"
#include "connectors/oidc/transaction_cookie.hpp"

namespace gatehouse::desk {

struct Deps {
    const Settings& settings;
    Surroundings around;
    http::Client& client;
    oidc::RelyingParty& party;
    TokenCheck& tokens;
    const html::Templates& templates;
    const http::SessionCookie& cookie;
    const oidc::TransactionCookie& transaction;
};

}  // namespace gatehouse::desk
