// Every route of the protocol half: discovery, JWKS, /authorize, /token, /userinfo, /logout.
#pragma once

#include "base/http/router.hpp"
#include "idp/deps.hpp"

namespace gatehouse::idp {

// deps must outlive the router.
void add_protocol_routes(http::Router& router, const Deps& deps);

}  // namespace gatehouse::idp
