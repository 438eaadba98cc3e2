// Accept or reject one requested post; for an operator still to be validated, the operator with it. Decision, grant,
// leaf and outbox items are one transaction; of two deciders one wins, the other learns who was first.
#pragma once

#include "authz/actions/context.hpp"

namespace gatehouse::authz {

enum class Verdict { accepted, rejected };
std::string_view name(Verdict verdict);

enum class MakeAdministrator { no, yes };

struct DecisionInput {
    Actor actor;
    RequestPostId request_post;
    Verdict verdict = Verdict::rejected;
    std::optional<Verdict> organisation;  // required where the organisation is to be validated, otherwise absent
    MakeAdministrator administrator = MakeAdministrator::no;
    std::string reason_code;  // required for a rejection: one of reason_codes()
    std::string reason;       // required for a rejection, at most 1000 characters; sent to the person
};

struct Decided {
    enum class Outcome { decided, somebody_was_first } outcome = Outcome::decided;
    // What stands now: by this call, or by whoever was first.
    Decision decision;
    Name decided_by;
    std::optional<GrantId> grant, administrator_grant;
};

// code → English label (msgid, context "reasons").
const std::vector<std::pair<std::string_view, std::string_view>>& reason_codes();

// Errors: not_found, bad_input, forbidden (policy says no; leaves a denial leaf; the message is the rule's sentence),
// conflict (withdrawn, expired, organisation changed meanwhile).
Result<Decided> decide_request(const ActionContext& context, const DecisionInput& input);

}  // namespace gatehouse::authz
