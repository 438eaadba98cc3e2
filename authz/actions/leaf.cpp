#include "authz/actions/leaf.hpp"

namespace gatehouse::authz {

audit::PersonKey key_of(const PersonId& person) {
    return {issuer_of(person), sub_of(person)};
}

audit::Event about_post(std::string act, const Actor& actor, const RequestPost& row) {
    audit::Event event;
    event.act = std::move(act);
    event.actor = key_of(actor.person);
    event.subject = key_of(row.person);
    event.objects = {{"request", row.request.str()}, {"request_post", row.id.str()},
                     {"post", row.post.id.str()},    {"organisation", row.post.organisation.str()},
                     {"role", row.post.role},        {"scope", row.post.scope}};
    event.before = row.state;
    event.assurance = actor.acr;
    return event;
}

void add_decision(audit::Event& event, const Decision& decision) {
    event.objects["decision"] = decision.id.str();
    event.after = decision.verdict;
    event.rule = decision.rule;
    event.policy = decision.policy_hash;
    event.assurance = decision.acr;
    event.reason = decision.reason;
    if (decision.on_behalf_of != decision.decided_by) event.on_behalf_of = key_of(decision.on_behalf_of);
}

}  // namespace gatehouse::authz
