#pragma once

#include "base/result.hpp"

#include <string>

namespace gatehouse::sql {

// Our URL as libpq's keywords, with a connection limit of 5 s and UTF-8 where the URL says nothing. Errors: bad_input.
Result<std::string> postgresql_conninfo(const std::string& url);

}  // namespace gatehouse::sql
