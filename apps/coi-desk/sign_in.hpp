// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing in at the issuer and out again.
#pragma once

#include "apps/coi-desk/deps.hpp"
#include "base/http/router.hpp"

namespace gatehouse::desk {

// GET /sign-in /callback /signed-out, POST /logout
void add_sign_in_routes(http::Router& router, const Deps& deps);

}  // namespace gatehouse::desk
