// GET /: the two ways in and the three steps (the letter's first page).
#pragma once

#include "authz/deps.hpp"
#include "base/http/message.hpp"

namespace gatehouse::authz {

Result<http::Response> show_welcome(const Deps& deps, const http::Request& request);

}  // namespace gatehouse::authz
