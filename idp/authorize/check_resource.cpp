#include "idp/authorize/checks.hpp"

namespace gatehouse::idp {

// RFC 8707; one only, because an access token of ours has exactly one audience.
Result<void> check_resource(Checking& checking) {
    const auto resources = checking.parameters.all("resource");
    if (resources.empty()) return {};
    if (resources.size() > 1) return fail(ErrorCode::invalid_target, "Ask for one resource at a time.", "resource");
    const std::string resource(resources.front());
    if (resource != checking.issuer && !checking.client.may_ask_for(resource))
        return fail(ErrorCode::invalid_target, "This client is not registered for that resource.", "resource");
    checking.request.resource = resource;
    return {};
}

}  // namespace gatehouse::idp
