#include "authz/pages/ticked.hpp"

namespace gatehouse::authz {

std::string tick_value(const WantedPost& wanted) {
    const std::string value = wanted.organisation.str() + ":" + wanted.role;
    return wanted.scope.empty() ? value : value + ":" + wanted.scope;
}

Result<std::vector<WantedPost>> ticked(const http::Parameters& parameters) {
    std::vector<WantedPost> posts;
    for (const auto value : parameters.all("post")) {
        const auto first = value.find(':');
        const auto second = first == std::string_view::npos ? first : value.find(':', first + 1);
        if (first == std::string_view::npos || first == 0 || value.size() > 200)
            return fail(ErrorCode::bad_input, "This tick is not one of ours; go back and tick again.", "post");
        WantedPost wanted{OrganisationId(std::string(value.substr(0, first))), std::string(value.substr(first + 1, second - first - 1)),
                          ""};
        if (second != std::string_view::npos) wanted.scope = value.substr(second + 1);
        posts.push_back(std::move(wanted));
    }
    return posts;
}

}  // namespace gatehouse::authz
