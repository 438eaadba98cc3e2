#include "base/text/catalogue.hpp"

#include <algorithm>
#include <charconv>

namespace gatehouse::text {
namespace {

std::string_view trim(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

// "fr-BE" → "fr" where that is one of ours, otherwise "" (RFC 4647 lookup, one step).
std::string known(std::string_view range) {
    std::string code(range.substr(0, range.find_first_of("-_")));
    std::ranges::transform(code, code.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return is_language(code) ? code : "";
}

// The quality of "fr;q=0.8" in thousandths (RFC 9110 section 12.4.2); what cannot be read counts as 0.
int quality(std::string_view parameters) {
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos) return parameters.empty() ? 1000 : 0;
    const auto digits = trim(parameters.substr(at + 2));
    if (digits.starts_with('1')) return 1000;
    if (!digits.starts_with("0.")) return 0;
    int value = 0;
    const auto fraction = digits.substr(2, 3);
    std::from_chars(fraction.data(), fraction.data() + fraction.size(), value);
    for (auto length = fraction.size(); length < 3; ++length) value *= 10;
    return value;
}

std::string first_of_list(std::string_view list) {
    while (!list.empty()) {
        const auto end = std::min(list.find(' '), list.size());
        if (auto code = known(list.substr(0, end)); !code.empty()) return code;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return {};
}

std::string best_accepted(std::string_view accept) {
    std::string best;
    int best_quality = 0;
    for (int entries = 0; !accept.empty() && entries < 40; ++entries) {
        const auto end = std::min(accept.find(','), accept.size());
        const auto entry = trim(accept.substr(0, end));
        const auto semicolon = std::min(entry.find(';'), entry.size());
        const auto code = known(trim(entry.substr(0, semicolon)));
        const int its = quality(entry.substr(std::min(semicolon + 1, entry.size())));
        if (!code.empty() && its > best_quality) {
            best = code;
            best_quality = its;
        }
        accept.remove_prefix(std::min(end + 1, accept.size()));
    }
    return best;
}

}  // namespace

std::string choose_language(std::string_view lang_parameter, std::string_view cookie, std::string_view ui_locales,
                            std::string_view accept_language) {
    for (auto candidate : {known(lang_parameter), known(cookie), first_of_list(ui_locales), best_accepted(accept_language)}) {
        if (!candidate.empty()) return candidate;
    }
    return "en";
}

}  // namespace gatehouse::text
