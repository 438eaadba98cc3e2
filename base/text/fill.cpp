#include "base/text/catalogue.hpp"

#include <algorithm>

namespace gatehouse::text {

std::string fill(std::string_view sentence, const Arguments& arguments) {
    std::string filled;
    filled.reserve(sentence.size() + 32);
    while (!sentence.empty()) {
        const auto open = sentence.find('{');
        const auto close = open == std::string_view::npos ? open : sentence.find('}', open);
        if (close == std::string_view::npos) break;
        filled += sentence.substr(0, open);
        const auto name = sentence.substr(open + 1, close - open - 1);
        const auto found = std::ranges::find(arguments, name, &Arguments::value_type::first);
        if (found != arguments.end()) {
            filled += found->second;
        } else {
            filled += sentence.substr(open, close - open + 1);
        }
        sentence.remove_prefix(close + 1);
    }
    return filled.append(sentence);
}

}  // namespace gatehouse::text
