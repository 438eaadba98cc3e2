// One handler a route; endpoints.cpp declares them.
#pragma once

#include "authz/endpoints/endpoints.hpp"

namespace gatehouse::authz {

Result<http::Response> begin_sign_in(const SignInDesk& desk, const http::Request& request);
Result<http::Response> finish_sign_in(const SignInDesk& desk, const http::Request& request);
Result<http::Response> sign_out(const SignInDesk& desk, const http::Request& request);

// help.html, privacy.html, accessibility.html of this program.
Result<http::Response> show_text(const Deps& deps, const http::Request& request, const std::string& template_name, std::string_view title);
Result<http::Response> health_ready(const Deps& deps);

}  // namespace gatehouse::authz
