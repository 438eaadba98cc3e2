#include "idp/authorize/checks.hpp"

#include <fmt/format.h>

namespace gatehouse::idp {

// RFC 6749 section 3.1; only resource may repeat (RFC 8707), and is counted by its own rule.
Result<void> check_repeated_parameters(Checking& checking) {
    for (const auto& [name, value] : checking.parameters.list())
        if (name != "resource" && checking.parameters.all(name).size() > 1)
            return fail(ErrorCode::invalid_request, fmt::format("The parameter {} occurs more than once.", name.substr(0, 40)), name);
    checking.request.state = checking.parameters.get("state");
    return {};
}

}  // namespace gatehouse::idp
