#include "authz/decide/bearer.hpp"

#include <algorithm>

namespace gatehouse::authz {
namespace {

constexpr std::string_view scheme = "bearer ";

bool is_bearer(std::string_view value) {
    if (value.size() <= scheme.size()) return false;
    return std::equal(scheme.begin(), scheme.end(), value.begin(),
                      [](char wanted, char given) { return wanted == (given >= 'A' && given <= 'Z' ? given - 'A' + 'a' : given); });
}

}  // namespace

Result<Bearer> bearer_of(const http::Request& request, std::string_view scope, const VerifyToken& verify) {
    const auto headers = request.headers.all("Authorization");
    if (headers.size() > 1) return fail(ErrorCode::invalid_request, "Send one Authorization header, not several.", "Authorization");
    if (headers.empty() || !is_bearer(headers.front())) {
        return fail(ErrorCode::unauthenticated, "Send an access token of the identity provider: Authorization: Bearer TOKEN.",
                    "Authorization");
    }
    return verify(headers.front().substr(scheme.size()), scope);
}

}  // namespace gatehouse::authz
