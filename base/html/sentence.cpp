#include "base/html/sentence.hpp"

#include <algorithm>
#include <array>

namespace gatehouse::html {
namespace {

constexpr std::array allowed_tags = {"b", "strong", "em", "br", "code", "a"};

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

// The whole tag at the start of the text where it is one of the allowed, otherwise "".
std::string_view tag_at(std::string_view text) {
    const auto end = text.find('>');
    if (!text.starts_with('<') || end == std::string_view::npos) return {};
    auto name = text.substr(1, end - 1);
    if (name.starts_with('/')) name.remove_prefix(1);
    name = name.substr(0, name.find(' '));
    const bool allowed = std::ranges::any_of(allowed_tags, [&](const char* tag) { return name == tag; });
    return allowed ? text.substr(0, end + 1) : std::string_view{};
}

// "{ADDRESS}" at the start of the text, otherwise "".
std::string_view placeholder_at(std::string_view text) {
    if (!text.starts_with('{')) return {};
    const auto end = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", 1);
    return end != std::string_view::npos && end > 1 && text[end] == '}' ? text.substr(0, end + 1) : std::string_view{};
}

// "&nbsp;" and "&#8239;" at the start of the text, otherwise "".
std::string_view entity_at(std::string_view text) {
    if (!text.starts_with('&')) return {};
    const auto end = text.find_first_not_of("#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 1);
    return end != std::string_view::npos && end > 1 && text[end] == ';' ? text.substr(0, end + 1) : std::string_view{};
}

std::string escaped(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {c};
    }
}

std::string with_variables(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto placeholder = placeholder_at(text);
        if (placeholder.empty()) {
            result += text.front();
            text.remove_prefix(1);
        } else {
            result.append("{").append(placeholder).append("}");
            text.remove_prefix(placeholder.size());
        }
    }
    return result;
}

}  // namespace

std::string msgid_of(std::string_view marked) {
    marked = marked.substr(0, marked.rfind('|'));
    std::string msgid;
    for (const char c : marked) {
        if (!is_space(c)) {
            msgid += c;
        } else if (!msgid.empty() && msgid.back() != ' ') {
            msgid += ' ';
        }
    }
    if (msgid.ends_with(' ')) msgid.pop_back();
    return msgid;
}

std::vector<std::string> shape_of(std::string_view sentence) {
    std::vector<std::string> shape;
    while (!sentence.empty()) {
        auto piece = tag_at(sentence);
        if (piece.empty()) piece = placeholder_at(sentence);
        if (piece.empty() && sentence.starts_with("{{"))
            piece = sentence.substr(0, 2);  // a mark of ctemplate's own is never the translator's
        if (!piece.empty()) shape.emplace_back(piece);
        sentence.remove_prefix(std::max<std::size_t>(piece.size(), 1));
    }
    std::ranges::sort(shape);
    return shape;
}

std::string to_template(std::string_view sentence, Format format) {
    if (format == Format::text) return with_variables(sentence);
    std::string result;
    while (!sentence.empty()) {
        auto piece = tag_at(sentence);
        if (piece.empty()) piece = entity_at(sentence);
        if (piece.empty()) piece = placeholder_at(sentence);
        if (piece.empty()) {
            result += escaped(sentence.front());
            sentence.remove_prefix(1);
        } else {
            result += with_variables(piece);
            sentence.remove_prefix(piece.size());
        }
    }
    return result;
}

}  // namespace gatehouse::html
