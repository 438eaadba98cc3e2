#include "idp/registration/picture_code.hpp"

#include "base/crypto/digest.hpp"

#include <algorithm>

namespace gatehouse::idp {

namespace {

constexpr std::string_view sealed_for = "gatehouse-idp/picture-code/v1";
// No sign that looks like another: no 0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B.
constexpr std::string_view alphabet = "ACDEFHJKMNPRTUVWXY3479";
constexpr std::size_t sign_count = 6;

std::string random_signs(crypto::Random& random) {
    std::string signs;
    while (signs.size() < sign_count) {
        const auto byte = static_cast<unsigned char>(random.bytes(1).front());
        if (byte < 256 / alphabet.size() * alphabet.size()) signs += alphabet[byte % alphabet.size()];
    }
    return signs;
}

std::string normal(std::string_view typed) {
    std::string signs;
    for (char c : typed) {
        if (c != ' ') signs += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return signs;
}

}  // namespace

std::string new_picture_code(const Core& core, const BrowserId& browser) {
    const auto expires = std::to_string(to_millis(core.now() + code_lifetime));
    return core.seal.seal(core.around.random.token(16) + " " + random_signs(core.around.random) + " " + expires + " " + browser.str(),
                          sealed_for);
}

std::optional<PictureCode> open_picture_code(const Core& core, std::string_view sealed, const BrowserId& browser) {
    const auto plain = core.seal.open(sealed, sealed_for);
    if (!plain) return std::nullopt;
    const auto id_end = plain->find(' ');
    const auto signs_end = plain->find(' ', id_end + 1);
    const auto expires_end = plain->find(' ', signs_end + 1);
    PictureCode code{.id = plain->substr(0, id_end),
                     .signs = plain->substr(id_end + 1, signs_end - id_end - 1),
                     .expires_at = from_millis(std::stoll(plain->substr(signs_end + 1, expires_end - signs_end - 1)))};
    if (plain->substr(expires_end + 1) != browser.str() || core.now() >= code.expires_at) return std::nullopt;
    return code;
}

bool is_answer(const Core& core, const PictureCode& code, std::string_view typed) {
    if (core.settings.demo == Demo::on && crypto::equal(typed, demo_code)) return true;
    return crypto::equal(normal(typed), code.signs);
}

}  // namespace gatehouse::idp
