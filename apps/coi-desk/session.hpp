// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is signed in, sealed into the browser's own cookie: the desk keeps nothing, so a restart signs nobody out.
#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::desk {

struct Session {
    std::string id;  // random; form tokens are bound to it
    std::string sub;
    std::string given_name, family_name;
    Secret access_token;
    std::string id_token;  // for logging out at the issuer; "" where the cookie would become too long
    Instant expires;       // of the access token

    std::string name() const { return given_name.empty() ? family_name : given_name + " " + family_name; }
};

std::string to_text(const Session& session);
// nullopt: unreadable, or the access token has ended (sign in again; the issuer remembers the person).
std::optional<Session> read_session(std::string_view text, Instant now);

}  // namespace gatehouse::desk
