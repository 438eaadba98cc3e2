// Fills the field and select markup of web/README.md.
#pragma once

#include "base/html/templates.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::html {

// name "first_name": FIRST_NAME is the value; with an error, section FIRST_NAME_ERROR holds MESSAGE.
void fill_field(Values& values, std::string_view name, std::string_view value, std::string_view error = {});

using Options = std::vector<std::pair<std::string, std::string>>;  // value → label

// Rows NAME_OPTION with VALUE, LABEL and section SELECTED; with an error, section NAME_ERROR holds MESSAGE.
void fill_select(Values& values, std::string_view name, const Options& options, std::string_view selected, std::string_view error = {});

// The 24 languages by their own names, for "E-mail language".
Options language_options();

}  // namespace gatehouse::html
