#include "authz/actions/decision_steps.hpp"

#include "authz/actions/leaf.hpp"
#include "authz/actions/question.hpp"
#include "authz/store/grants.hpp"
#include "authz/store/organisations.hpp"
#include "authz/store/outbox_items.hpp"
#include "authz/store/persons.hpp"

namespace gatehouse::authz {
namespace {

// "request.accepted", "organisation.rejected", "administrator.accepted"
std::string act_of(const Decision& decision) {
    return (decision.verb == "post" ? "request" : decision.verb) + "." + decision.verdict;
}

}  // namespace

DecisionRun::DecisionRun(const ActionContext& context, sql::Tx& tx, const DecisionInput& input, RequestPost row, Organisation organisation)
    : context_(context), tx_(tx), input_(input), row_(std::move(row)), organisation_(std::move(organisation)), now_(context.clock.now()) {}

Post DecisionRun::administrator_post() const {
    Post post = row_.post;
    post.role = role::administrator;
    post.id = post_id(context_.environment, post.role, post.organisation, post.scope);
    return post;
}

std::optional<Error> DecisionRun::ask(policy::Verb verb) {
    Matter matter{verb, row_.post, organisation_.type, row_.person, row_.filed_by};
    if (verb == policy::Verb::decide_administrator) matter.post = administrator_post();
    if (verb == policy::Verb::decide_organisation && organisation_.filed_by) matter.beneficiary = matter.filed_by = *organisation_.filed_by;
    const policy::Answer answer = policy::evaluate(context_.policy, question(context_, tx_, input_.actor.person, matter, now_));
    if (answer.permit) {
        rules_[verb] = answer.rule;
        return std::nullopt;
    }
    audit::Event event = about_post("decision.denied", input_.actor, row_);
    event.outcome = audit::Outcome::denied;
    event.rule = answer.rule;
    event.policy = answer.policy;
    context_.audit.append(tx_, event);
    return Error{ErrorCode::forbidden, answer.sentence, {}, "rule " + answer.rule, {}};
}

bool DecisionRun::close() {
    if (close_request_post(tx_, row_.id, name(input_.verdict), now_) == 0) return false;
    if (input_.verdict == Verdict::rejected) free_kind(tx_, row_.person);
    return true;
}

Decision DecisionRun::decision(std::string verb, Verdict verdict, const std::string& rule) const {
    Decision made;
    made.id = DecisionId(context_.random.token(16));
    made.verb = std::move(verb);
    made.verdict = name(verdict);
    made.organisation = organisation_.id;
    made.beneficiary = row_.person;
    made.filed_by = row_.filed_by;
    made.decided_by = made.on_behalf_of = input_.actor.person;
    made.rule = rule;
    made.policy_hash = context_.policy.hash;
    made.policy_version = context_.policy.version;
    made.reason_code = input_.reason_code;
    made.reason = input_.reason;
    made.acr = input_.actor.acr;
    made.auth_time = input_.actor.auth_time;
    made.at = now_;
    return made;
}

Result<void> DecisionRun::decide_organisation() {
    const bool accepts = input_.organisation == Verdict::accepted;
    if (move_organisation(tx_, organisation_.id, "to_be_validated", accepts ? "valid" : "refused") == 0)
        return fail(ErrorCode::conflict, "Somebody decided on this operator meanwhile; look at the request again.", "organisation");
    if (accepts) validate_activities(tx_, organisation_.id);

    Decision made = decision("organisation", *input_.organisation, rules_.at(policy::Verb::decide_organisation));
    made.beneficiary = made.filed_by = organisation_.filed_by.value();
    if (row_.person == made.beneficiary) made.request_post = row_.id;
    insert_decision(tx_, context_.environment, made);

    audit::Event event = about_post(act_of(made), input_.actor, row_);
    event.subject = key_of(made.beneficiary);
    event.before = "to_be_validated";
    add_decision(event, made);
    event.after = accepts ? "valid" : "refused";
    context_.audit.append(tx_, event);
    publish_organisation(tx_, organisation_.id, now_);
    accepts ? release_waiting() : refuse_waiting();
    return {};
}

Decided DecisionRun::decide_post() {
    Decided answer;
    answer.decision = decision("post", input_.verdict, rules_.at(policy::Verb::decide_post));
    answer.decision.request_post = row_.id;
    answer.decision.post = row_.post.id;
    insert_decision(tx_, context_.environment, answer.decision);
    audit::Event event = about_post(act_of(answer.decision), input_.actor, row_);
    add_decision(event, answer.decision);
    if (input_.verdict == Verdict::accepted) {
        answer.grant = grant(answer.decision, row_.post);
        event.objects["grant"] = answer.grant->str();
    }
    context_.audit.append(tx_, event);
    notify(tx_, input_.verdict == Verdict::accepted ? "request.accepted" : "request.rejected", row_.request, row_.id, now_);
    if (const auto decider = find_person(tx_, input_.actor.person)) answer.decided_by = decider->name;
    return answer;
}

std::optional<GrantId> DecisionRun::make_administrator() {
    const Post post = administrator_post();
    if (holds_open_or_active(tx_, row_.person, post.id)) return std::nullopt;  // an administrator already
    ensure_post(tx_, context_.environment, post, organisation_.type);
    Decision made = decision("administrator", Verdict::accepted, rules_.at(policy::Verb::decide_administrator));
    made.request_post = row_.id;
    made.post = post.id;
    insert_decision(tx_, context_.environment, made);
    audit::Event event = about_post(act_of(made), input_.actor, row_);
    add_decision(event, made);
    event.before.clear();
    event.objects["post"] = post.id.str();
    event.objects["role"] = post.role;
    const GrantId id = grant(made, post);
    event.objects["grant"] = id.str();
    context_.audit.append(tx_, event);
    return id;
}

GrantId DecisionRun::grant(const Decision& made, const Post& post) {
    Grant granted{GrantId(context_.random.token(16)), row_.person, post, "active", now_, std::nullopt, made.id, {}};
    granted.made_for = find_request(tx_, row_.request).value().made_for;
    insert_grant(tx_, context_.environment, granted);
    publish_grant(tx_, granted.id, now_);
    return granted.id;
}

// Others who asked for the new operator wait no longer.
void DecisionRun::release_waiting() {
    for (const auto& waiting : waiting_for(tx_, organisation_.id)) {
        if (move_open(tx_, waiting.id, "waiting_for_organisation", "pending", now_) == 0) continue;
        audit::Event event = about_post("request.pending", input_.actor, waiting);
        event.after = "pending";
        context_.audit.append(tx_, event);
    }
}

void DecisionRun::refuse_waiting() {
    for (const auto& waiting : waiting_for(tx_, organisation_.id)) refuse_one(waiting);
}

// Where the policy does not let this decider reject it, it stays open for somebody who may.
void DecisionRun::refuse_one(const RequestPost& waiting) {
    const Matter matter{policy::Verb::decide_post, waiting.post, organisation_.type, waiting.person, waiting.filed_by};
    const auto answer = policy::evaluate(context_.policy, question(context_, tx_, input_.actor.person, matter, now_));
    if (!answer.permit || close_request_post(tx_, waiting.id, "rejected", now_) == 0) return;
    free_kind(tx_, waiting.person);
    Decision made = decision("post", Verdict::rejected, answer.rule);
    made.request_post = waiting.id;
    made.post = waiting.post.id;
    made.beneficiary = waiting.person;
    made.filed_by = waiting.filed_by;
    insert_decision(tx_, context_.environment, made);
    audit::Event event = about_post(act_of(made), input_.actor, waiting);
    add_decision(event, made);
    context_.audit.append(tx_, event);
    notify(tx_, "request.rejected", waiting.request, waiting.id, now_);
}

}  // namespace gatehouse::authz
