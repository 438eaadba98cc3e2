// The AuthZEN 1.0 evaluation request, as far as this decision point understands it: may this person act as this post?
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

namespace gatehouse::authz {

struct Evaluation {
    std::string subject_type, subject_id;
    std::string action;
    std::string resource_type, resource_id;

    // Anything else is a well-formed question whose answer is no.
    bool asks_about_a_post() const { return subject_type == "person" && action == "act_as" && resource_type == "post"; }
};

// Unknown members are ignored. Errors: invalid_request naming the member that is missing or of the wrong type.
Result<Evaluation> read_evaluation(std::string_view body);

}  // namespace gatehouse::authz
