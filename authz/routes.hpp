// Every route of one environment's authorisation server.
#pragma once

#include "authz/deps.hpp"
#include "base/http/router.hpp"

namespace gatehouse::authz {

// The person-facing pages: choosing a kind, searching, requesting, the profile with requests and posts, deciding. deps must outlive the
// router. GET /home sends a signed-in person on (no role: /roles, something to decide: /decide, otherwise /profile).
//   GET /home /roles /roles/operators /roles/operators/new /roles/authorities /roles/control-bodies /roles/control-bodies/{id}
//   POST /roles/operators/new /roles/request
//   GET /profile · POST /profile /requests/{id}/withdraw
//   GET /decide /decide/{id} · POST /decide/{id}
void add_pages(http::Router& router, const Deps& deps);

}  // namespace gatehouse::authz
