// Forms of ours are strict: a field that the page does not have, or one that comes twice, is refused.
#pragma once

#include "base/http/message.hpp"

#include <initializer_list>
#include <string_view>

namespace gatehouse::idp {

// "form_token" is always known. Errors: invalid_request naming the field.
Result<void> only_these_fields(const http::Parameters& form, std::initializer_list<std::string_view> names);

}  // namespace gatehouse::idp
