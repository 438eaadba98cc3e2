// SPDX-License-Identifier: AGPL-3.0-or-later
// What the desk is for: which box of the certificate the person may sign, for whom, and where not, why.
#pragma once

#include "apps/coi-desk/deps.hpp"
#include "base/http/router.hpp"

namespace gatehouse::desk {

// GET / /help /accessibility /privacy
void add_page_routes(http::Router& router, const Deps& deps);

}  // namespace gatehouse::desk
