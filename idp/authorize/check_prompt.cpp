#include "idp/authorize/checks.hpp"

#include <fmt/format.h>

namespace gatehouse::idp {

Result<void> check_prompt(Checking& checking) {
    static const Scope known("none login consent select_account create");
    checking.request.prompt = Scope(checking.parameters.get("prompt"));
    for (const auto& word : checking.request.prompt.words())
        if (!known.has(word))
            return fail(ErrorCode::invalid_request, fmt::format("prompt={} is not supported.", word.substr(0, 40)), "prompt");
    if (checking.request.prompt.has("none") && checking.request.prompt.words().size() > 1)
        return fail(ErrorCode::invalid_request, "prompt=none stands alone.", "prompt");
    return {};
}

}  // namespace gatehouse::idp
