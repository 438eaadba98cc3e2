#include "idp/tokens/scope.hpp"

#include <algorithm>

namespace gatehouse::idp {

Scope::Scope(std::string_view words) {
    while (!words.empty()) {
        const auto end = std::min(words.find(' '), words.size());
        const std::string_view word = words.substr(0, end);
        if (!word.empty() && !has(word)) words_.emplace_back(word);
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

bool Scope::has(std::string_view word) const {
    return std::find(words_.begin(), words_.end(), word) != words_.end();
}

bool Scope::within(const Scope& wider) const {
    return std::all_of(words_.begin(), words_.end(), [&](const std::string& word) { return wider.has(word); });
}

Scope Scope::without(std::string_view word) const {
    Scope rest = *this;
    std::erase(rest.words_, word);
    return rest;
}

Scope Scope::joined_with(const Scope& other) const {
    return Scope(str() + " " + other.str());
}

std::string Scope::str() const {
    std::string text;
    for (const auto& word : words_) text += (text.empty() ? "" : " ") + word;
    return text;
}

bool Scope::well_formed(std::string_view text) {
    const auto allowed = [](char c) { return c == ' ' || c == 0x21 || (c >= 0x23 && c <= 0x5b) || (c >= 0x5d && c <= 0x7e); };
    return !Scope(text).empty() && std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace gatehouse::idp
