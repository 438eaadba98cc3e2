#include "authz/actions/question.hpp"

#include "authz/store/grants.hpp"

namespace gatehouse::authz {

policy::Post policy_post(const Post& post, std::string_view organisation_type) {
    policy::Post asked;
    asked.kind = post.kind;
    asked.role = post.role;
    asked.organisation = post.organisation.str();
    asked.organisation_type = organisation_type;
    asked.scope = post.scope == all_countries ? policy::Scope::all_countries : policy::Scope::one_country;
    asked.country = post.scope == all_countries ? "" : post.scope;
    return asked;
}

policy::Question question(const ActionContext& context, sql::ReadTx& tx, const PersonId& decider, const Matter& matter, Instant now) {
    policy::Question asked;
    asked.verb = matter.verb;
    asked.environment = context.environment;
    asked.post = policy_post(matter.post, matter.organisation_type);
    asked.beneficiary = matter.beneficiary.str();
    asked.filed_by = matter.filed_by.str();
    asked.decided_by = asked.on_behalf_of = decider.str();
    asked.holdings = holdings(tx, decider, now);
    asked.country_has_authority = !asked.post.country.empty() && country_has_authority(tx, asked.post.country, now);
    asked.at = now;
    return asked;
}

}  // namespace gatehouse::authz
