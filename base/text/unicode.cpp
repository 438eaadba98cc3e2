#include "base/text/unicode.hpp"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <string>

namespace gatehouse::text {
namespace {

using icu::UnicodeString;

UnicodeString decode(std::string_view text) {
    return UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string encode(const UnicodeString& text) {
    std::string utf8;
    return text.toUTF8String(utf8);
}

UnicodeString normalized(const icu::Normalizer2* (*form)(UErrorCode&), const UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* normalizer = form(status);
    if (U_FAILURE(status)) return text;
    auto result = normalizer->normalize(text, status);
    return U_SUCCESS(status) ? result : text;
}

template <class F>
void for_each_point(const UnicodeString& text, F&& f) {
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) f(text.char32At(at), at);
}

// Letters without a decomposition that people type by their base letter.
const char* plain_letter(UChar32 c) {
    switch (c) {
        case U'ł':
            return "l";
        case U'ø':
            return "o";
        case U'đ':
            return "d";
        case U'ħ':
            return "h";
        case U'ŧ':
            return "t";
        case U'ı':
            return "i";
        case U'ß':
            return "ss";
        case U'æ':
            return "ae";
        case U'œ':
            return "oe";
        case U'þ':
            return "th";
        case U'ð':
            return "d";
        default:
            return nullptr;
    }
}

bool joins_letters(const UnicodeString& text, std::int32_t at) {
    const auto holds = [](UChar32 c) { return u_isalpha(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; };
    return at > 0 && at + 1 < text.length() && holds(text.char32At(text.moveIndex32(at, -1))) && holds(text.char32At(at + 1));
}

UnicodeString first_letter(std::string_view text) {
    const auto name = normalized(icu::Normalizer2::getNFCInstance, decode(text));
    UnicodeString letter;
    for_each_point(name, [&](UChar32 c, std::int32_t) {
        if (letter.isEmpty() && u_isalpha(c)) letter = UnicodeString(c).toUpper(icu::Locale::getRoot());
    });
    return letter;
}

}  // namespace

std::string nfc(std::string_view text) {
    return encode(normalized(icu::Normalizer2::getNFCInstance, decode(text)));
}

std::string trim_spaces(std::string_view text) {
    const auto source = normalized(icu::Normalizer2::getNFCInstance, decode(text));
    UnicodeString result;
    bool space = false;
    for_each_point(source, [&](UChar32 c, std::int32_t) {
        if (u_isUWhiteSpace(c)) {
            space = !result.isEmpty();
            return;
        }
        if (space) result.append(static_cast<char16_t>(' '));
        space = false;
        result.append(c);
    });
    return encode(result);
}

std::string search_key(std::string_view text) {
    auto source = normalized(icu::Normalizer2::getNFKDInstance, decode(text));
    source.foldCase(U_FOLD_CASE_DEFAULT);
    UnicodeString result;
    bool space = false;
    for_each_point(source, [&](UChar32 c, std::int32_t) {
        if ((U_GET_GC_MASK(c) & U_GC_M_MASK) != 0) return;
        if (!u_isalnum(c)) {
            space = !result.isEmpty();
            return;
        }
        if (space) result.append(static_cast<char16_t>(' '));
        space = false;
        if (const auto* plain = plain_letter(c)) {
            result.append(UnicodeString::fromUTF8(plain));
        } else {
            result.append(c);
        }
    });
    return encode(result);
}

std::size_t length(std::string_view text) {
    return static_cast<std::size_t>(decode(text).countChar32());
}

bool has_control_or_bidi(std::string_view text) {
    const auto source = decode(text);
    bool found = false;
    for_each_point(source, [&](UChar32 c, std::int32_t at) {
        const bool joiner = c == 0x200C || c == 0x200D;
        found = found || (joiner ? !joins_letters(source, at) : u_iscntrl(c) != 0);  // ICU counts Cc, Cf, Zl and Zp
    });
    return found;
}

bool has_letter(std::string_view text) {
    bool found = false;
    for_each_point(decode(text), [&](UChar32 c, std::int32_t) { found = found || u_isalpha(c); });
    return found;
}

std::string initials(std::string_view first, std::string_view last) {
    return encode(first_letter(first) + first_letter(last));
}

}  // namespace gatehouse::text
