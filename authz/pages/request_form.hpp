// The "Send authorisation request" form: in a dialog on the search pages, on a page of its own after an error.
#pragma once

#include "authz/pages/ticked.hpp"
#include "authz/pages/visitor.hpp"

namespace gatehouse::authz {

struct RequestForm {
    std::vector<WantedPost> posts;
    std::string information, email, phone;
    std::string once;  // empty: a new one
    std::string back;  // where Cancel leads
    std::optional<Error> wrong;
};

// The form as it opens: e-mail from the account.
RequestForm open_request_form(const Visitor& visitor, std::vector<WantedPost> posts, std::string back);

// Fills values with include FORM (authz_request_form.html). Errors: as resolve_post, for a tick that cannot be asked for.
Result<void> fill_request_form(const Deps& deps, const html::Page& page, html::Values& values, const RequestForm& form);

}  // namespace gatehouse::authz
