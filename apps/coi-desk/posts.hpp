// SPDX-License-Identifier: AGPL-3.0-or-later
// The posts of the person in an environment, found as OpenID Connect Core 5.6.2 says: userinfo names the environment's
// authorisation server and a short token for it; that server answers with the posts.
#pragma once

#include "apps/coi-desk/settings.hpp"
#include "base/http/client.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace gatehouse::desk {

struct Post {
    std::string id;  // opaque
    std::string role;
    std::string organisation;  // name
    std::string country;       // of the organisation
    std::string scope;         // a country or "*"
};

// userinfo: the claims of the person. Errors: unavailable; not_found where userinfo names no source for the environment.
Result<std::vector<Post>> posts_in(const Environment& environment, const boost::json::object& userinfo, http::Client& client);

}  // namespace gatehouse::desk
