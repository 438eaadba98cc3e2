// SPDX-License-Identifier: AGPL-3.0-or-later
// The question to an environment's decision API (AuthZEN 1.0): may this person act as this post?
#pragma once

#include "apps/coi-desk/settings.hpp"
#include "base/http/client.hpp"
#include "base/secret.hpp"

namespace gatehouse::desk {

enum class Decision { yes, no };

// token: the desk's own, for exactly this environment, scope "decision". Errors: unavailable: nobody answered, which is no yes.
Result<Decision> may_act_as(const Environment& environment, const std::string& sub, const std::string& post, const Secret& token,
                            http::Client& client);

}  // namespace gatehouse::desk
