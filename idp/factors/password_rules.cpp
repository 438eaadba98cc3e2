#include "idp/factors/password_rules.hpp"

#include "base/text/unicode.hpp"

#include <algorithm>

namespace gatehouse::idp {

namespace {

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
// A letter beyond ASCII counts as special: whoever types one has made the password harder to guess.
bool is_special(char c) {
    return !is_upper(c) && !is_lower(c) && !is_digit(c);
}

std::string squeezed(std::string_view text) {
    std::string key = text::search_key(text);
    std::erase(key, ' ');
    return key;
}

bool holds(const std::string& password, std::string_view part) {
    const std::string key = squeezed(part);
    return key.size() >= 3 && password.contains(key);
}

bool holds_owner(std::string_view password, const PasswordOwner& owner) {
    const std::string key = squeezed(password);
    const std::string_view local = std::string_view(owner.email).substr(0, owner.email.find('@'));
    return holds(key, owner.username) || holds(key, owner.first_name) || holds(key, owner.last_name) || holds(key, local);
}

}  // namespace

std::optional<std::string> password_problem(const Secret& password, const PasswordOwner& owner) {
    const std::string_view text = password.reveal();
    if (text.size() > 256) return "The password is too long: at most 256 signs.";
    if (text::length(text) < 10) return "The password needs at least 10 signs.";
    if (std::ranges::none_of(text, is_upper)) return "The password needs an upper-case letter (A to Z).";
    if (std::ranges::none_of(text, is_lower)) return "The password needs a lower-case letter (a to z).";
    if (std::ranges::none_of(text, is_digit)) return "The password needs a digit (0 to 9).";
    if (std::ranges::none_of(text, is_special)) return "The password needs a special sign, for example ! ? - or a space.";
    if (holds_owner(text, owner)) return "The password must not hold your name, your username or your e-mail address.";
    return std::nullopt;
}

}  // namespace gatehouse::idp
