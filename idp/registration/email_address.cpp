#include "idp/registration/email_address.hpp"

#include "idp/store/accounts.hpp"

#include <algorithm>

namespace gatehouse::idp {

namespace {

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_atom(std::string_view text) {
    constexpr std::string_view signs = "!#$%&'*+-/=?^_`{|}~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) { return is_alphanumeric(c) || signs.contains(c); });
}

bool is_label(std::string_view text) {
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

// Splits at dots; false as soon as a piece does not pass.
template <class Check>
bool all_pieces(std::string_view text, Check&& check) {
    for (;;) {
        const auto dot = text.find('.');
        if (!check(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

}  // namespace

bool is_email_address(std::string_view text) {
    const auto at = text.find('@');
    if (text.size() > 254 || at == std::string_view::npos || at > 64) return false;
    const std::string_view domain = text.substr(at + 1);
    return all_pieces(text.substr(0, at), is_atom) && domain.contains('.') && all_pieces(domain, is_label);
}

bool same_address(std::string_view one, std::string_view other) {
    const auto at = one.find('@');
    if (at == std::string_view::npos) return one == other;
    return one.substr(0, at) == other.substr(0, std::min(at, other.size())) &&
           email_key(one.substr(at)) == email_key(other.substr(std::min(at, other.size())));
}

bool is_shared_mailbox(std::string_view email) {
    static constexpr std::string_view shared =
        " admin administration bcp bip certification contact contacto customs douane export hello helpdesk import info information kontakt "
        "mail mailbox noreply no-reply office organic post quality reception sales secretariat service support team traces veterinary "
        "webmaster zoll ";
    const std::string local = email_key(email.substr(0, email.find('@')));
    return shared.contains(" " + local + " ");
}

std::string masked(std::string_view email) {
    const auto at = email.find('@');
    if (at == std::string_view::npos || at == 0) return std::string(email);
    const std::string first(email.substr(0, 1));
    const std::string last(at > 2 ? email.substr(at - 1, 1) : "");
    return first + "…" + last + std::string(email.substr(at));
}

}  // namespace gatehouse::idp
