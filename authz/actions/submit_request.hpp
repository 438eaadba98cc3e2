// A person asks for one or more posts (the letter's "Send authorisation request"). The first request fixes the kind.
#pragma once

#include "authz/actions/context.hpp"

namespace gatehouse::authz {

struct WantedPost {
    OrganisationId organisation;
    std::string role;
    std::string scope;  // control bodies: a country or "*"; empty: the organisation's country
};

struct Submission {
    Actor actor;
    std::vector<WantedPost> posts;  // 1–200, all of one kind
    std::string information;        // up to 1000 characters
    std::string email, phone;       // optional
    std::string once;               // the form's own mark: the same again files nothing new
};

struct Submitted {
    RequestId request;
    std::vector<RequestPostId> filed;
    std::vector<WantedPost> already;  // asked for or held before: left alone
    enum class Sending { first, repeated } sending = Sending::first;
};

// Errors: bad_input (field named), not_found, forbidden (another kind is fixed; a commission post; leaves a denial leaf),
// conflict (nothing left to ask for; organisation closed or refused).
Result<Submitted> submit_request(const ActionContext& context, const Submission& submission);

}  // namespace gatehouse::authz
