// The machine side of one environment: the decision API (AuthZEN 1.0) and the posts of a person for distributed claims.
//   POST /access/v1/evaluation                bearer of a service: scope "decision", audience exactly base_url
//   GET  /.well-known/authzen-configuration   anyone
//   GET  /me/posts                            bearer of the person: scope "posts", audience exactly base_url
#pragma once

#include "authz/decide/bearer.hpp"
#include "authz/deps.hpp"
#include "base/http/router.hpp"

namespace gatehouse::authz {

// deps must outlive the router.
void add_decision_routes(http::Router& router, const Deps& deps, VerifyToken verify);

}  // namespace gatehouse::authz
