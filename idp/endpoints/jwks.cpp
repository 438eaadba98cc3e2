#include "base/json.hpp"
#include "idp/endpoints/protocol_endpoints.hpp"

#include <boost/json/object.hpp>

namespace gatehouse::idp {

// The keys of the two usual algorithms exist before anybody has seen the set, so that caches of it do not miss them.
Result<http::Response> show_jwks(const Protocol& protocol, const http::Request& request) {
    for (const auto algorithm : {jose::Algorithm::ES256, jose::Algorithm::RS256}) TRY_VOID(protocol.keys.signing(algorithm));
    TRY(const auto keys, protocol.keys.published());
    return cacheable_json(request, json::dump(keys.public_jwks()), "public, max-age=300");
}

}  // namespace gatehouse::idp
