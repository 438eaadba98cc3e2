// The handlers of the accounts half, one file a page. GET changes nothing; every POST that acts on the cookie session
// goes through checked_form (form token and Origin).
#pragma once

#include "base/http/message.hpp"
#include "idp/deps.hpp"

namespace gatehouse::idp {

using http::Request;
using http::Response;

Result<Response> home(const Deps& deps, const Request& request);

Result<Response> show_login(const Deps& deps, const Request& request);  // ?request=
Result<Response> post_login(const Deps& deps, const Request& request);  // Work::hash
Result<Response> show_sign_out(const Deps& deps, const Request& request);
Result<Response> post_sign_out(const Deps& deps, const Request& request);
Result<Response> show_signed_out(const Deps& deps, const Request& request);

Result<Response> show_register(const Deps& deps, const Request& request);  // ?request=
Result<Response> post_register(const Deps& deps, const Request& request);
Result<Response> show_code_picture(const Deps& deps, const Request& request);  // /register/code/{file}
Result<Response> show_forgotten(const Deps& deps, const Request& request);
Result<Response> post_forgotten(const Deps& deps, const Request& request);
Result<Response> show_check_mail(const Deps& deps, const Request& request);  // ?r=
Result<Response> post_check_mail(const Deps& deps, const Request& request);  // sends again
Result<Response> show_password(const Deps& deps, const Request& request);    // ?t=
Result<Response> post_password(const Deps& deps, const Request& request);    // Work::hash
Result<Response> post_password_again(const Deps& deps, const Request& request);
Result<Response> show_ready(const Deps& deps, const Request& request);

Result<Response> show_account(const Deps& deps, const Request& request);
Result<Response> post_account_language(const Deps& deps, const Request& request);
Result<Response> post_account_sessions(const Deps& deps, const Request& request);  // ends the others

Result<Response> show_help(const Deps& deps, const Request& request);
Result<Response> show_privacy(const Deps& deps, const Request& request);
Result<Response> show_accessibility(const Deps& deps, const Request& request);
Result<Response> health_ready(const Deps& deps, const Request& request);
Result<Response> health_live(const Deps& deps, const Request& request);

// With --demo only (invariant 16).
Result<Response> show_dev(const Deps& deps, const Request& request);
Result<Response> show_dev_mails(const Deps& deps, const Request& request);
Result<Response> show_dev_mail(const Deps& deps, const Request& request);  // /dev/mail/{file}

}  // namespace gatehouse::idp
