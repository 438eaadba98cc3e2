#include "idp/endpoints/read_eml.hpp"

#include "base/encoding.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace gatehouse::idp {

namespace {

using Fields = std::map<std::string, std::string>;

std::string lower(std::string_view text) {
    std::string made(text);
    std::ranges::transform(made, made.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return made;
}

std::string with_plain_line_ends(std::string_view text) {
    std::string made(text);
    std::erase(made, '\r');
    return made;
}

struct Part {
    Fields fields;
    std::string_view body;
};

Part split(std::string_view text) {
    Part part;
    std::string* last = nullptr;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) break;
        const auto colon = line.find(':');
        if ((line.front() == ' ' || line.front() == '\t') && last != nullptr) {
            last->append(" ").append(line.substr(std::min(line.find_first_not_of(" \t"), line.size())));
        } else if (colon != std::string_view::npos) {
            last = &part.fields[lower(line.substr(0, colon))];
            *last = line.substr(std::min(colon + 2, line.size()));
        }
    }
    part.body = text;
    return part;
}

std::optional<char> hex_byte(std::string_view digits) {
    const auto byte = from_hex(lower(digits));
    return byte && byte->size() == 1 ? std::optional(byte->front()) : std::nullopt;
}

std::string from_quoted_printable(std::string_view text) {
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            made += text[i];
        } else if (text.substr(i, 2) == "=\n") {
            ++i;
        } else if (const auto byte = hex_byte(text.substr(i + 1, 2))) {
            made += *byte;
            i += 2;
        }
    }
    return made;
}

std::string from_wrapped_base64(std::string_view text) {
    std::string joined(text);
    std::erase_if(joined, [](char c) { return c == '\n' || c == ' '; });
    return from_base64(joined).value_or("");
}

std::string decoded_word(std::string_view word) {  // "Q?…" or "B?…"
    std::string text(word.substr(2));
    if (word.front() == 'B' || word.front() == 'b') return from_wrapped_base64(text);
    std::ranges::replace(text, '_', ' ');
    return from_quoted_printable(text);
}

std::string decoded_header(std::string_view text) {
    std::string made;
    while (!text.empty()) {
        const auto begin = text.find("=?");
        const auto charset_end = begin == std::string_view::npos ? begin : text.find('?', begin + 2);
        const auto end = charset_end == std::string_view::npos ? charset_end : text.find("?=", charset_end + 3);
        if (end == std::string_view::npos) return made + std::string(text);
        // White space between two encoded words belongs to neither (RFC 2047 section 6.2).
        const std::string_view between = text.substr(0, begin);
        if (made.empty() || between != " ") made += between;
        made += decoded_word(text.substr(charset_end + 1, end - charset_end - 1));
        text.remove_prefix(end + 2);
    }
    return made;
}

std::string decoded_body(const Part& part) {
    const auto found = part.fields.find("content-transfer-encoding");
    const std::string encoding = found == part.fields.end() ? "" : lower(found->second);
    if (encoding == "quoted-printable") return from_quoted_printable(part.body);
    if (encoding == "base64") return from_wrapped_base64(part.body);
    return std::string(part.body);
}

std::string boundary_of(const Part& part) {
    const auto found = part.fields.find("content-type");
    if (found == part.fields.end()) return {};
    const std::string& type = found->second;
    const auto at = lower(type).find("boundary=");
    if (!lower(type).starts_with("multipart/") || at == std::string::npos) return {};
    std::string boundary = type.substr(at + 9);
    if (boundary.starts_with('"')) return boundary.substr(1, boundary.find('"', 1) - 1);
    return boundary.substr(0, boundary.find(';'));
}

// Our messages put text/plain first (RFC 2046 section 5.1.4).
std::string text_of(const Part& part) {
    const std::string boundary = boundary_of(part);
    if (boundary.empty()) return decoded_body(part);
    const std::string mark = "--" + boundary + "\n";
    const auto begin = part.body.find(mark);
    if (begin == std::string_view::npos) return {};
    const std::string_view rest = part.body.substr(begin + mark.size());
    const auto end = rest.find("\n--" + boundary);
    return decoded_body(split(rest.substr(0, end)));
}

}  // namespace

ReadMail read_eml(std::string_view message) {
    const std::string plain = with_plain_line_ends(message);
    const Part whole = split(plain);
    const auto field = [&](const std::string& name) {
        const auto found = whole.fields.find(name);
        return found == whole.fields.end() ? std::string() : decoded_header(found->second);
    };
    return {field("from"), field("to"), field("date"), field("subject"), with_plain_line_ends(text_of(whole))};
}

}  // namespace gatehouse::idp
