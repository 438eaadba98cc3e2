// What Gatehouse adds to ctemplate's own marks, resolved when a template is loaded: [[sentence]] and <icon name>.
#pragma once

#include "base/html/sentence.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace gatehouse::html {

using Translate = std::function<std::string(const std::string& msgid)>;
using Icons = std::map<std::string, std::string, std::less<>>;  // name → inline SVG

// Throws std::runtime_error naming the mark that is not closed or the icon that does not exist.
// A translation whose tags or placeholders differ from the English sentence is not used.
std::string expand_marks(std::string_view source, Format format, const Icons& icons, const Translate& translate);

}  // namespace gatehouse::html
