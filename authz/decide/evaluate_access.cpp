#include "authz/decide/evaluate_access.hpp"

#include "authz/store/grants.hpp"

namespace gatehouse::authz {

Result<boost::json::object> evaluate_access(const Deps& deps, const Evaluation& asked) {
    const Instant now = deps.around.clock.now();
    TRY(const auto held, deps.db.read([&](sql::ReadTx& tx) -> Result<std::optional<HeldPost>> {
        // A subject id is the `sub` of this environment's one issuer.
        return acting_grant(tx, person_id(deps.settings.issuer.url, asked.subject_id), PostId(asked.resource_id), now);
    }));
    boost::json::object context{{"environment", deps.settings.environment}, {"as_of", rfc3339(now)}};
    const bool yes = held && asked.asks_about_a_post();
    if (!yes) context["reason_user"] = boost::json::object{{"en", "This person may not act as this post."}};
    return boost::json::object{{"decision", yes}, {"context", std::move(context)}};
}

}  // namespace gatehouse::authz
