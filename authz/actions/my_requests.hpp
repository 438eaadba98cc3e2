// What a person asked for and holds, with state and who decides.
#pragma once

#include "authz/actions/context.hpp"

namespace gatehouse::authz {

// "national authority of DE", "the Commission", "an administrator of ORG": who could decide this post now.
struct WhoDecides {
    std::vector<policy::By> by;
    std::string country;                   // of national_authority
    std::string organisation_name;         // of administrator
    std::vector<std::string> authorities;  // names of that country's competent authorities that have a living officer
    bool stands_in = false;                // the Commission decides because the country has no registered authority
    bool nobody_yet = false;               // no living approver at all (invariant 10: the page says so)
};

struct MyRequest {
    RequestPostId id;
    std::string state;
    Instant filed, state_at;
    Post post;
    Organisation organisation;
    std::optional<Decision> decision;
    WhoDecides who;  // of open ones
};

struct MyPost {
    Grant grant;
    Organisation organisation;
    bool acts = false;    // active, organisation valid, name unchanged: may act now
    std::string why_not;  // English msgid where acts is false
};

struct MyOverview {
    std::optional<Kind> kind;         // fixed by the first request
    std::vector<MyRequest> requests;  // newest first, one page
    std::vector<MyPost> posts;        // active and suspended
    std::string next;                 // cursor of requests
};

Result<MyOverview> my_requests(const ActionContext& context, const PersonId& person, const std::string& cursor);
Result<std::optional<Kind>> kind_of_person(const ActionContext& context, const PersonId& person);
Result<WhoDecides> who_decides(const ActionContext& context, const Post& post);

}  // namespace gatehouse::authz
