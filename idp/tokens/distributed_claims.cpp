#include "idp/tokens/claims.hpp"
#include "idp/tokens/lifetimes.hpp"

namespace gatehouse::idp {

Result<void> add_distributed_claims(const Protocol& protocol, const AccessTokenContent& presented, boost::json::object& claims) {
    boost::json::object names;
    boost::json::object sources;
    for (const auto& source : protocol.deps.settings.grants_sources) {
        if (!presented.scope.has(source.scope)) continue;
        TRY(auto token, make_access_token(protocol, {.sub = presented.sub,
                                                     .client_id = presented.client_id,
                                                     .audience = source.audience,
                                                     .scope = Scope("posts"),
                                                     .family = presented.family,
                                                     .lifetime = distributed_claim_lifetime}));
        names[names.empty() ? "grants" : "grants_" + source.source] = source.source;
        sources[source.source] = boost::json::object{{"endpoint", source.endpoint}, {"access_token", std::move(token)}};
    }
    if (names.empty()) return {};
    claims["_claim_names"] = std::move(names);
    claims["_claim_sources"] = std::move(sources);
    return {};
}

}  // namespace gatehouse::idp
