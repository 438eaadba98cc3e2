#include "authz/actions/requests_to_decide.hpp"

#include "authz/actions/cursor.hpp"
#include "authz/actions/inbox_rows.hpp"
#include "authz/actions/question.hpp"
#include "authz/store/grants.hpp"
#include "authz/store/persons.hpp"
#include "authz/store/requests.hpp"

#include <algorithm>
#include <map>

namespace gatehouse::authz {
namespace {

constexpr std::size_t inbox_page = 20;

// One decider's view of one snapshot: holdings and countries are read once.
class Reader {
public:
    Reader(const ActionContext& context, sql::ReadTx& tx, const PersonId& decider)
        : context_(context), tx_(tx), decider_(decider), now_(context.clock.now()), holdings_(holdings(tx, decider, now_)) {}

    policy::Answer ask(policy::Verb verb, const Candidate& candidate) {
        policy::Question asked;
        asked.verb = verb;
        asked.environment = context_.environment;
        asked.post = policy_post(candidate.row.post, candidate.row.organisation.type);
        asked.beneficiary = candidate.row.person.str();
        asked.filed_by = candidate.filed_by.str();
        asked.decided_by = asked.on_behalf_of = decider_.str();
        asked.holdings = holdings_;
        asked.country_has_authority = has_authority(asked.post.country);
        asked.at = now_;
        return policy::evaluate(context_.policy, asked);
    }

    bool decides_anything() const {
        return std::any_of(holdings_.begin(), holdings_.end(), [](const policy::Holding& holding) {
            return holding.administrator || holding.role == role::OPL || holding.role == role::commission;
        });
    }

    // Rows this person may decide after `at`, at most `most`; moves `at` to the last one looked at.
    std::vector<InboxRow> rows(InboxPosition at, std::size_t most) {
        std::vector<InboxRow> found;
        if (holdings_.empty()) return found;
        for (;;) {
            auto batch = open_candidates(tx_, holdings_, at, now_);
            for (auto& candidate : batch.rows) {
                if (!ask(policy::Verb::decide_post, candidate).permit) continue;
                found.push_back(std::move(candidate.row));
                if (found.size() == most) return found;
            }
            if (!batch.horizon) return found;
            at = *batch.horizon;
        }
    }

private:
    bool has_authority(const std::string& country) {
        if (country.empty()) return false;
        const auto known = countries_.find(country);
        if (known != countries_.end()) return known->second;
        return countries_[country] = country_has_authority(tx_, country, now_);
    }

    const ActionContext& context_;
    sql::ReadTx& tx_;
    PersonId decider_;
    Instant now_;
    std::vector<policy::Holding> holdings_;
    std::map<std::string, bool> countries_;
};

std::vector<std::string> chips(sql::ReadTx& tx, const ToDecide& seen) {
    std::vector<std::string> list;
    if (seen.new_organisation) list.emplace_back("New operator");
    if (count_same_name(tx, seen.row.person, seen.row.made_for) > 0) list.emplace_back("Same name as another person");
    const auto person = find_person(tx, seen.row.person);
    if (person && person->name != seen.row.made_for) list.emplace_back("Name changed since the request");
    return list;
}

Result<ToDecide> read_one(const ActionContext& context, sql::ReadTx& tx, const PersonId& decider, const RequestPostId& id) {
    const auto hidden = fail(ErrorCode::not_found, "There is no such request for you to decide.");
    auto candidate = find_candidate(tx, id);
    if (!candidate) return hidden;
    Reader reader(context, tx, decider);
    const auto answer = reader.ask(policy::Verb::decide_post, *candidate);
    ToDecide seen;
    seen.decided = decision_about(tx, id);
    // What one decided stays readable, but only for as long as one decides at all.
    const bool own = seen.decided && seen.decided->decided_by == decider && reader.decides_anything();
    if (!answer.permit && !own) return hidden;
    seen.rule = answer.rule;
    seen.new_organisation = candidate->row.organisation.status == "to_be_validated";
    seen.may_administrator = reader.ask(policy::Verb::decide_administrator, *candidate).permit;
    seen.row = std::move(candidate->row);
    if (seen.decided)
        if (const auto person = find_person(tx, seen.decided->decided_by)) seen.decided_by = person->name;
    seen.chips = chips(tx, seen);
    return seen;
}

}  // namespace

Result<InboxPage> requests_to_decide(const ActionContext& context, const PersonId& decider, const std::string& cursor) {
    TRY(const auto parts, read_cursor(cursor, 2));
    TRY(const auto created, cursor_number(parts[0]));
    return context.db.read([&](sql::ReadTx& tx) -> Result<InboxPage> {
        InboxPage page;
        page.rows = Reader(context, tx, decider).rows({created, parts[1]}, inbox_page + 1);
        if (page.rows.size() > inbox_page) {
            page.rows.pop_back();
            page.next = write_cursor({std::to_string(to_millis(page.rows.back().filed)), page.rows.back().id.str()});
        }
        return page;
    });
}

Result<int> count_to_decide(const ActionContext& context, const PersonId& decider) {
    return context.db.read(
        [&](sql::ReadTx& tx) -> Result<int> { return static_cast<int>(Reader(context, tx, decider).rows({}, 99).size()); });
}

Result<ToDecide> request_to_decide(const ActionContext& context, const PersonId& decider, const RequestPostId& id) {
    return context.db.read([&](sql::ReadTx& tx) { return read_one(context, tx, decider, id); });
}

}  // namespace gatehouse::authz
