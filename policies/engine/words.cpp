#include "policies/engine/words.hpp"

namespace gatehouse::policy {

std::string_view name(Kind kind) {
    return word_of(kind_words, kind);
}

std::string_view name(By by) {
    return word_of(by_words, by);
}

Result<Kind> kind(std::string_view name) {
    if (const auto found = value_of(kind_words, name)) return *found;
    return fail(ErrorCode::bad_input, "This is not a kind of role; use operator, control_body, authority or commission.", "kind");
}

}  // namespace gatehouse::policy
