#include "authz/actions/search_pattern.hpp"

#include "base/text/unicode.hpp"

#include <sstream>

namespace gatehouse::authz {

Patterns search_patterns(std::string_view typed) {
    Patterns patterns{"%", "%", "%", "%"};
    // search_key leaves letters, digits and blanks, so that no % or _ of the person's can reach LIKE.
    std::istringstream words(text::search_key(typed));
    std::size_t count = 0;
    for (std::string word; count < patterns.size() && words >> word; ++count) {
        std::erase_if(word, [](char letter) { return letter == '%' || letter == '_' || letter == '\\'; });
        patterns[count] = "%" + word + "%";
    }
    return patterns;
}

}  // namespace gatehouse::authz
