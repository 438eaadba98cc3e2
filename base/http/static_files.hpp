// web/ assets: read at start, strong ETag, long cache for /static/<hash>/…, served inline.
#pragma once

#include "base/http/router.hpp"

#include <string>

namespace gatehouse::http {

// Adds GET /static/{path...} for css, script, fonts and images below directory. Throws where the directory is missing.
void add_static_files(Router& router, const std::string& directory);

}  // namespace gatehouse::http
