#include "base/http/ascii.hpp"
#include "base/http/message.hpp"

#include <array>

namespace gatehouse::http {

std::string_view name(Method method) {
    static constexpr std::array<std::string_view, 8> names = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "OTHER"};
    return names.at(static_cast<std::size_t>(method));
}

void Headers::set(std::string_view name, std::string value) {
    std::erase_if(list_, [&](const auto& header) { return same_word(header.first, name); });
    add(std::string(name), std::move(value));
}

std::optional<std::string_view> Headers::get(std::string_view name) const {
    for (const auto& [key, value] : list_) {
        if (same_word(key, name)) return value;
    }
    return std::nullopt;
}

std::vector<std::string_view> Headers::all(std::string_view name) const {
    std::vector<std::string_view> found;
    for (const auto& [key, value] : list_) {
        if (same_word(key, name)) found.emplace_back(value);
    }
    return found;
}

}  // namespace gatehouse::http
