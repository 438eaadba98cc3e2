// The steps of one decision inside its transaction. Every step that changes a state inserts a decision row and one leaf.
#pragma once

#include "authz/actions/decide_request.hpp"
#include "authz/store/requests.hpp"

#include <map>

namespace gatehouse::authz {

class DecisionRun {
public:
    DecisionRun(const ActionContext& context, sql::Tx& tx, const DecisionInput& input, RequestPost row, Organisation organisation);

    // Asks the policy and remembers the rule. A refusal appends its denial leaf and is returned as the error to show.
    std::optional<Error> ask(policy::Verb verb);
    // The conditional write that decides between two deciders.
    bool close();
    Result<void> decide_organisation();
    Decided decide_post();
    std::optional<GrantId> make_administrator();

private:
    Decision decision(std::string verb, Verdict verdict, const std::string& rule) const;
    Post administrator_post() const;
    GrantId grant(const Decision& decision, const Post& post);
    void release_waiting();
    void refuse_waiting();
    void refuse_one(const RequestPost& waiting);

    const ActionContext& context_;
    sql::Tx& tx_;
    const DecisionInput& input_;
    RequestPost row_;
    Organisation organisation_;
    Instant now_;
    std::map<policy::Verb, std::string> rules_;
};

}  // namespace gatehouse::authz
