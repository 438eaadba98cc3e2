#include "idp/registration/read_fields.hpp"

#include <algorithm>
#include <set>

namespace gatehouse::idp {

Result<void> only_these_fields(const http::Parameters& form, std::initializer_list<std::string_view> names) {
    std::set<std::string_view> seen;
    for (const auto& [name, value] : form.list()) {
        const bool known = name == "form_token" || std::ranges::find(names, std::string_view(name)) != names.end();
        if (!known) return fail(ErrorCode::invalid_request, "The form holds a field that this page does not have.", name);
        if (!seen.insert(name).second) return fail(ErrorCode::invalid_request, "The form holds a field twice.", name);
    }
    return {};
}

}  // namespace gatehouse::idp
