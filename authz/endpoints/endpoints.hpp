// What is not a person's page and not the decision API: welcome, signing in and out, help texts, health.
//   GET  /                 welcome, anyone                GET  /sign-in?return_to=PATH   to the issuer and back
//   GET  /callback         the issuer's answer            POST /logout                   ends the session here
//   GET  /help /privacy /accessibility                    GET  /health/ready /health/live
//   GET  /audit /audit.csv the auditor's page             (holders of auditor or commission)
#pragma once

#include "authz/deps.hpp"
#include "base/http/router.hpp"
#include "connectors/oidc/relying_party.hpp"
#include "connectors/oidc/transaction_cookie.hpp"

namespace gatehouse::authz {

struct SignInDesk {
    const Deps& deps;
    oidc::RelyingParty& relying_party;
    const oidc::TransactionCookie& transaction;
};

// desk must outlive the router.
void add_endpoints(http::Router& router, const SignInDesk& desk);

// The program's own page for an error.
http::Response error_page(const Deps& deps, const http::Request& request, const Error& error);

}  // namespace gatehouse::authz
