#include "base/http/percent.hpp"

#include "base/http/message.hpp"

#include <array>

namespace gatehouse::http {

namespace {

int digit(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

bool unreserved(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') || letter == '-' ||
           letter == '.' || letter == '_' || letter == '~';
}

// Bytes after the first one of a sequence and the least code point it may stand for (RFC 3629: no overlong forms); -1: not a first byte.
struct Lead {
    int more;
    char32_t least;
    char32_t bits;
};

Lead lead(unsigned char byte) {
    if (byte < 0x80) return {0, 0, byte};
    if (byte >= 0xC2 && byte <= 0xDF) return {1, 0x80, byte & 0x1FU};
    if (byte >= 0xE0 && byte <= 0xEF) return {2, 0x800, byte & 0x0FU};
    if (byte >= 0xF0 && byte <= 0xF4) return {3, 0x10000, byte & 0x07U};
    return {-1, 0, 0};
}

}  // namespace

std::string percent_encode(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size() + text.size() / 4);
    for (const char letter : text) {
        if (unreserved(letter)) {
            out += letter;
            continue;
        }
        const auto byte = static_cast<unsigned char>(letter);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::is_space) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            if (text.size() - i < 3) return std::nullopt;
            const int high = digit(text[i + 1]);
            const int low = digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return out;
}

bool is_valid_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const Lead first = lead(static_cast<unsigned char>(text[i++]));
        if (first.more < 0) return false;
        char32_t point = first.bits;
        for (int left = first.more; left > 0; --left, ++i) {
            if (i >= text.size()) return false;
            const auto byte = static_cast<unsigned char>(text[i]);
            if ((byte & 0xC0U) != 0x80U) return false;
            point = (point << 6U) | (byte & 0x3FU);
        }
        if (point < first.least || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
    }
    return true;
}

}  // namespace gatehouse::http
