#include "idp/registration/person_names.hpp"

#include "base/text/unicode.hpp"

#include <algorithm>
#include <sstream>

namespace gatehouse::idp {

namespace {

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

bool is_person_name(std::string_view name) {
    if (name.empty() || text::length(name) > 100 || text::has_control_or_bidi(name) || !text::has_letter(name)) return false;
    constexpr std::string_view signs = " '-.,";
    return std::ranges::all_of(name,
                               [&](char c) { return static_cast<unsigned char>(c) >= 0x80 || is_letter_or_digit(c) || signs.contains(c); });
}

bool looks_like_organisation(std::string_view first, std::string_view last) {
    // Whole words only, and only words that are no family name anywhere we know of.
    static constexpr std::string_view words =
        " aduana agency agentur association authority bcp behoerde bip bvba certification company cooperative corp corporation customs "
        "department dogana douane douanes eood export gesellschaft gmbh import inc inspection institute kontrollstelle limited llc ltd "
        "ministerium ministry office ood organic plc sarl srl trading uab veterinary zoll zollamt ";
    std::istringstream typed(text::search_key(std::string(first) + " " + std::string(last)));
    for (std::string word; typed >> word;) {
        if (words.contains(" " + word + " ")) return true;
    }
    return false;
}

bool is_username(std::string_view text) {
    constexpr std::string_view signs = "._-";
    return text.size() >= 3 && text.size() <= 50 &&
           std::ranges::all_of(text, [&](char c) { return is_letter_or_digit(c) || signs.contains(c); });
}

}  // namespace gatehouse::idp
