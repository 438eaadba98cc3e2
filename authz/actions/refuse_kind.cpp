#include "authz/actions/refuse_kind.hpp"

#include "authz/actions/leaf.hpp"

namespace gatehouse::authz {

std::string_view other_kind_sentence(Kind held) {
    switch (held) {
        case Kind::operator_:
            return "You already act or asked to act as an operator, and a person can hold only one kind of role. End that first, then ask "
                   "again.";
        case Kind::control_body:
            return "You already act or asked to act for an organic control body, and a person can hold only one kind of role. End that "
                   "first, then ask again.";
        case Kind::authority:
            return "You already act or asked to act for an authority, and a person can hold only one kind of role. End that first, then "
                   "ask again.";
        case Kind::commission:
            return "You act for the Commission, and a person can hold only one kind of role.";
    }
    return "";
}

Error refuse_kind(const ActionContext& context, sql::Tx& tx, const Actor& actor, const Organisation& asked, Kind held) {
    audit::Event event;
    event.act = "request.submitted";
    event.actor = event.subject = key_of(actor.person);
    event.objects = {{"organisation", asked.id.str()}};
    event.outcome = audit::Outcome::denied;
    event.rule = "one-kind-per-person";
    event.assurance = actor.acr;
    event.facts = {{"held", std::string(policy::name(held))}, {"asked", std::string(policy::name(kind_of_type(asked.type)))}};
    context.audit.append(tx, event);
    return Error{ErrorCode::forbidden, std::string(other_kind_sentence(held)), "kind", {}, {}};
}

}  // namespace gatehouse::authz
