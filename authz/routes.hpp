// Every route of one environment's authorisation server.
#pragma once

#include "authz/deps.hpp"
#include "base/http/router.hpp"

namespace gatehouse::authz {

// The person-facing pages: choosing a kind, searching, requesting, my requests, deciding, preferences. deps must outlive the router.
//   GET /home · /roles · /roles/operators · /roles/operators/new · /roles/authorities · /roles/control-bodies · /roles/request
//   POST /roles/operators/new · /roles/request · GET /requests · POST /requests/{id}/withdraw
//   GET /decide · /decide/{id} · POST /decide/{id} · GET /profile · POST /profile
void add_pages(http::Router& router, const Deps& deps);

}  // namespace gatehouse::authz
