// The code of the registration page: six signs in a picture that the server draws. The code itself travels sealed in the
// form (bound to the anonymous visitor, ten minutes), so that showing it writes nothing; the first answer uses it up.
#pragma once

#include "idp/deps.hpp"
#include "idp/model.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::idp {

inline constexpr std::chrono::minutes code_lifetime{10};
inline constexpr std::string_view demo_code = "246810";  // always passes with --demo, and only then

struct PictureCode {
    std::string id;     // 22 letters, remembered once answered
    std::string signs;  // "H7KM3P"
    Instant expires_at{};
};

std::string new_picture_code(const Core& core, const BrowserId& browser);  // sealed: the form's code_id
// nullopt: not ours, another browser's, or too old.
std::optional<PictureCode> open_picture_code(const Core& core, std::string_view sealed, const BrowserId& browser);
// Ignores case and spaces; the demo code where the program runs as a demo.
bool is_answer(const Core& core, const PictureCode& code, std::string_view typed);

std::string draw_picture_code(std::string_view signs, crypto::Random& random);  // PNG, 240 × 72

}  // namespace gatehouse::idp
