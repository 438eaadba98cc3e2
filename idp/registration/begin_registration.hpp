// "Create an account": one answer for every address (invariant 12). A new address makes a pending account with a reserved
// id and mails the link; an address that has an account is told so by mail. Usernames are compared with accounts only after the link is
// opened.
#pragma once

#include "idp/deps.hpp"
#include "idp/registration/picture_code.hpp"
#include "idp/registration/registration_form.hpp"
#include "idp/store/link_requests.hpp"

namespace gatehouse::idp {

struct Registration {
    RegistrationForm form;  // without problems and unanswered questions
    PictureCode code;       // answered rightly
    BrowserId browser;
    std::string peer;
};

// Errors: bad_input with field "code" where this code was answered before; too_many_requests per peer and per address.
Result<LinkRequestId> begin_registration(const Core& core, const Registration& registration);

}  // namespace gatehouse::idp
