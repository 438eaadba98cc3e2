#include "base/http/message.hpp"
#include "base/http/percent.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::http {

namespace {

bool is_text(std::string_view value) {
    return is_valid_utf8(value) && value.find('\0') == std::string_view::npos;
}

Result<std::string> decode(std::string_view part, std::size_t limit) {
    // Encoded text is at most three times as long: refused before anything is copied.
    if (part.size() > 3 * limit) return fail(ErrorCode::invalid_request, "A parameter is too long.");
    auto text = percent_decode(part, Plus::is_space);
    if (!text) return fail(ErrorCode::invalid_request, "A parameter is not percent-encoded correctly.");
    if (!is_text(*text)) return fail(ErrorCode::invalid_request, "A parameter is not valid UTF-8 text.");
    if (text->size() > limit) return fail(ErrorCode::invalid_request, "A parameter is too long.");
    return std::move(*text);
}

}  // namespace

Result<Parameters> Parameters::parse(std::string_view encoded, Limits limits) {
    Parameters found;
    while (!encoded.empty()) {
        const auto end = std::min(encoded.find('&'), encoded.size());
        const std::string_view pair = encoded.substr(0, end);
        encoded.remove_prefix(std::min(end + 1, encoded.size()));
        if (pair.empty()) continue;
        if (found.list_.size() >= limits.count) return fail(ErrorCode::invalid_request, "There are too many parameters.");
        const auto equals = pair.find('=');
        TRY(auto name, decode(pair.substr(0, equals), limits.value_bytes));
        TRY(auto value, decode(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), limits.value_bytes));
        found.add(std::move(name), std::move(value));
    }
    return found;
}

std::string_view Parameters::get(std::string_view name) const {
    const auto at = std::ranges::find(list_, name, [](const auto& pair) -> std::string_view { return pair.first; });
    return at == list_.end() ? std::string_view{} : std::string_view(at->second);
}

bool Parameters::has(std::string_view name) const {
    return std::ranges::any_of(list_, [&](const auto& pair) { return pair.first == name; });
}

std::vector<std::string_view> Parameters::all(std::string_view name) const {
    std::vector<std::string_view> found;
    for (const auto& [key, value] : list_) {
        if (key == name) found.emplace_back(value);
    }
    return found;
}

Result<std::optional<std::string>> Parameters::once(std::string_view name) const {
    const auto found = all(name);
    if (found.empty()) return std::optional<std::string>{};
    if (found.size() > 1) {
        return fail(ErrorCode::invalid_request, fmt::format("The parameter {} must occur only once.", name), std::string(name));
    }
    return std::optional<std::string>(found.front());
}

Result<std::string> Parameters::required(std::string_view name) const {
    TRY(auto value, once(name));
    if (!value || value->empty())
        return fail(ErrorCode::invalid_request, fmt::format("The parameter {} is missing.", name), std::string(name));
    return std::move(*value);
}

std::string Parameters::encode() const {
    std::string out;
    for (const auto& [key, value] : list_) {
        if (!out.empty()) out += '&';
        out += percent_encode(key) + '=' + percent_encode(value);
    }
    return out;
}

}  // namespace gatehouse::http
