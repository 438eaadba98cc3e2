// What the inbox and the page of one request show alike.
#pragma once

#include "authz/actions/requests_to_decide.hpp"
#include "authz/pages/visitor.hpp"
#include "base/html/form_fields.hpp"

namespace gatehouse::authz {

// ID, NAME, INITIALS, EMAIL, KIND, ORGANISATION, ROLE, SCOPE.
void fill_person_and_post(const Deps& deps, const html::Page& page, html::Values& values, const InboxRow& row);
html::Options reason_options(const Deps& deps, const html::Page& page);

}  // namespace gatehouse::authz
