// The decider's inbox: open requests this person may decide, oldest first, keyset-paged; and what was decided.
#pragma once

#include "authz/actions/context.hpp"

namespace gatehouse::authz {

struct InboxRow {
    RequestPostId id;
    RequestId request;
    std::string state;
    PersonId person;
    Name made_for;
    std::string email, phone, information;
    Post post;
    Organisation organisation;
    Instant filed;
};

struct InboxPage {
    std::vector<InboxRow> rows;
    std::string next;
};

Result<InboxPage> requests_to_decide(const ActionContext& context, const PersonId& decider, const std::string& cursor);
// For the menu's badge: counts to 99 and stops.
Result<int> count_to_decide(const ActionContext& context, const PersonId& decider);

// One request as its decider sees it. not_found unless the policy lets this person decide it (or they already did).
struct ToDecide {
    InboxRow row;
    bool new_organisation = false;    // the organisation is decided with it
    bool may_administrator = false;   // may also make the person an administrator
    std::string rule;                 // the rule that lets this person decide
    std::optional<Decision> decided;  // somebody was first
    Name decided_by;
    std::vector<std::string> chips;  // English msgids, context "chips": "New operator", "Same name as another person", …
};
Result<ToDecide> request_to_decide(const ActionContext& context, const PersonId& decider, const RequestPostId& id);

struct DecidedRow {
    Decision decision;
    Name made_for;
    std::string role, scope;
    std::string organisation_name;
};
struct DecidedPage {
    std::vector<DecidedRow> rows;  // newest first, decided by this person
    std::string next;
};
Result<DecidedPage> decided_by_me(const ActionContext& context, const PersonId& decider, std::string_view verdict,
                                  const std::string& cursor);

}  // namespace gatehouse::authz
