// Every route of the accounts half. The protocol half is add_protocol_routes (idp/endpoints/protocol_routes.hpp).
#pragma once

#include "base/http/router.hpp"
#include "idp/deps.hpp"

namespace gatehouse::idp {

// deps must outlive the router.
void add_page_routes(http::Router& router, const Deps& deps);

// The page of an error, in the frame of all pages.
http::Response error_page(const Deps& deps, const http::Request& request, const Error& error);

}  // namespace gatehouse::idp
