// SPDX-License-Identifier: AGPL-3.0-or-later
// The frame of the desk's pages, and who is looking at them.
#pragma once

#include "apps/coi-desk/deps.hpp"
#include "apps/coi-desk/session.hpp"
#include "base/html/page.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::desk {

std::optional<Session> session_of(const Deps& deps, const http::Request& request);

// template_name "desk_home.html"; title: msgid of that context.
html::Page page_of(const Deps& deps, const http::Request& request, const std::optional<Session>& session, std::string template_name,
                   std::string_view title);

// Lets the log-out form lead on to the issuer: browsers hold form-action against redirects too.
http::Response rendered(const Deps& deps, html::Page page, int status = 200);

http::Response error_page(const Deps& deps, const http::Request& request, const Error& error);

}  // namespace gatehouse::desk
