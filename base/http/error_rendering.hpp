// What the renderings of an error share.
#pragma once

#include "base/http/message.hpp"

#include <string_view>

namespace gatehouse::http {

std::string_view reason_phrase(int status);  // RFC 9110 section 15
Error shown(Error error);                    // the sentence replaced by a neutral one where the table says it is not shown
void add_retry_after(Response& response, const Error& error);

}  // namespace gatehouse::http
