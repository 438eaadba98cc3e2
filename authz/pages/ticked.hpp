// A tick's value "ORGANISATION:ROLE" or "ORGANISATION:ROLE:SCOPE" and back.
#pragma once

#include "authz/actions/submit_request.hpp"
#include "base/http/message.hpp"

namespace gatehouse::authz {

std::string tick_value(const WantedPost& wanted);
// All of the parameter "post". Errors: bad_input.
Result<std::vector<WantedPost>> ticked(const http::Parameters& parameters);

}  // namespace gatehouse::authz
