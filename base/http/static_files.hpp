// web/ assets: read at start, strong ETag, long cache for /static/<hash>/…, served inline.
#pragma once

#include "base/http/router.hpp"

#include <string>

namespace gatehouse::http {

// Adds GET /static/{path...} for css, script, fonts and images below directory. Throws where the directory is missing.
// /static/css/x.css is revalidated by ETag; /static/VERSION/css/x.css, with VERSION from static_version(), may be kept for a year.
void add_static_files(Router& router, const std::string& directory);

// 16 hexadecimal digits over all files: changes when any of them does.
std::string static_version(const std::string& directory);

}  // namespace gatehouse::http
