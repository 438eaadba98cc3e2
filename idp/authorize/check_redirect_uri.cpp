#include "idp/authorize/checks.hpp"

#include <algorithm>

namespace gatehouse::idp {

Result<std::string> check_redirect_uri(const http::Parameters& parameters, const Client& client) {
    const auto values = parameters.all("redirect_uri");
    if (values.size() != 1)
        return fail(ErrorCode::invalid_request, "The application did not say, exactly once, where to send you back to.", "redirect_uri",
                    std::to_string(values.size()) + " × redirect_uri");
    const std::string uri(values.front());
    if (std::find(client.redirect_uris.begin(), client.redirect_uris.end(), uri) == client.redirect_uris.end())
        return fail(ErrorCode::invalid_request, "The address that the application wants to send you back to is not registered for it.",
                    "redirect_uri", uri);
    return uri;
}

}  // namespace gatehouse::idp
