// One handler a route; routes.cpp wraps them in for_person and for_person_form.
#pragma once

#include "authz/pages/visitor.hpp"

namespace gatehouse::authz {

using Page = Result<http::Response>;

Page show_home(const Deps&, const http::Request&, const Visitor&);
Page show_roles(const Deps&, const http::Request&, const Visitor&);
Page show_operators(const Deps&, const http::Request&, const Visitor&);
Page show_new_operator(const Deps&, const http::Request&, const Visitor&);
Page post_new_operator(const Deps&, const http::Request&, const Visitor&, const http::Parameters&);
Page show_authorities(const Deps&, const http::Request&, const Visitor&);
Page show_control_bodies(const Deps&, const http::Request&, const Visitor&);
Page show_control_body(const Deps&, const http::Request&, const Visitor&);
Page post_request(const Deps&, const http::Request&, const Visitor&, const http::Parameters&);
Page show_profile(const Deps&, const http::Request&, const Visitor&);
Page post_profile(const Deps&, const http::Request&, const Visitor&, const http::Parameters&);
Page post_withdraw(const Deps&, const http::Request&, const Visitor&, const http::Parameters&);
Page show_inbox(const Deps&, const http::Request&, const Visitor&);
Page show_decision(const Deps&, const http::Request&, const Visitor&);
Page post_decision(const Deps&, const http::Request&, const Visitor&, const http::Parameters&);

}  // namespace gatehouse::authz
