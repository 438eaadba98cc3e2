#include "authz/actions/decide_request.hpp"

#include "authz/actions/decision_steps.hpp"
#include "authz/store/organisations.hpp"
#include "authz/store/persons.hpp"
#include "base/text/unicode.hpp"

#include <algorithm>

namespace gatehouse::authz {

std::string_view name(Verdict verdict) {
    return verdict == Verdict::accepted ? "accepted" : "rejected";
}

const std::vector<std::pair<std::string_view, std::string_view>>& reason_codes() {
    static const std::vector<std::pair<std::string_view, std::string_view>> codes{
        {"unknown_person", "The person does not work for this organisation"},
        {"wrong_organisation", "The wrong organisation or activity was chosen"},
        {"duplicate", "The organisation exists already"},
        {"not_a_person", "The account is not in the name of a real person"},
        {"incomplete", "Information is missing or wrong"},
        {"other", "Another reason"}};
    return codes;
}

namespace {

Result<void> check_reason(const DecisionInput& input) {
    const bool rejects = input.verdict == Verdict::rejected || input.organisation == Verdict::rejected;
    if (text::length(input.reason) > 1000)
        return fail(ErrorCode::bad_input, "The reason is longer than 1000 characters; shorten it.", "reason");
    if (!rejects) return {};
    const auto& codes = reason_codes();
    if (std::none_of(codes.begin(), codes.end(), [&](const auto& code) { return code.first == input.reason_code; }))
        return fail(ErrorCode::bad_input, "Choose a reason from the list.", "reason_code");
    if (text::trim_spaces(input.reason).empty())
        return fail(ErrorCode::bad_input, "Write to the person why you reject the request.", "reason");
    return {};
}

Result<void> check_together(const DecisionInput& input) {
    if (input.organisation == Verdict::rejected && input.verdict == Verdict::accepted)
        return fail(ErrorCode::bad_input, "A person cannot act for an operator that is refused; reject the request as well.", "verdict");
    if (input.administrator == MakeAdministrator::yes && input.verdict != Verdict::accepted)
        return fail(ErrorCode::bad_input, "Only a person who is accepted can become an administrator.", "administrator");
    return {};
}

// Invariant 3: what was true when the request was filed may have ended since.
bool still_offers(sql::ReadTx& tx, const Organisation& organisation, const Post& post) {
    if (organisation.type == type::operator_) return has_valid_activity(tx, organisation.id, post.role);
    if (organisation.type != type::control_body) return true;
    return post.scope == all_countries ? !valid_countries(tx, organisation.id).empty() : certifies(tx, organisation.id, post.scope);
}

// The organisation's own state against what the form decided about it.
Result<void> check_organisation(sql::ReadTx& tx, const DecisionInput& input, const Organisation& organisation, const Post& post) {
    if (organisation.status == "to_be_validated") {
        if (input.organisation) return {};
        return fail(ErrorCode::bad_input, "Decide on the new operator as well.", "organisation");
    }
    if (input.organisation)
        return fail(ErrorCode::conflict, "Somebody decided on this operator meanwhile; look at the request again.", "organisation");
    if (input.verdict == Verdict::accepted && organisation.status != "valid")
        return fail(ErrorCode::conflict, "This organisation is not valid now, so nobody can be accepted for it.", "organisation");
    if (input.verdict == Verdict::accepted && !still_offers(tx, organisation, post))
        return fail(ErrorCode::conflict, "The organisation no longer has this activity, so nobody can be accepted for it.", "organisation");
    return {};
}

Decided first_one(sql::ReadTx& tx, const RequestPost& row) {
    Decided answer;
    answer.outcome = Decided::Outcome::somebody_was_first;
    answer.decision = decision_about(tx, row.id).value();
    if (const auto person = find_person(tx, answer.decision.decided_by)) answer.decided_by = person->name;
    return answer;
}

std::optional<Error> refused_by_policy(DecisionRun& run, const DecisionInput& input) {
    if (auto error = run.ask(policy::Verb::decide_post)) return error;
    if (input.organisation)
        if (auto error = run.ask(policy::Verb::decide_organisation)) return error;
    if (input.administrator == MakeAdministrator::yes)
        if (auto error = run.ask(policy::Verb::decide_administrator)) return error;
    return std::nullopt;
}

Result<Result<Decided>> decide(const ActionContext& context, sql::Tx& tx, const DecisionInput& input) {
    const auto row = find_request_post(tx, input.request_post);
    if (!row) return fail(ErrorCode::not_found, "There is no such request.");
    const auto organisation = find_organisation(tx, row->post.organisation);
    DecisionRun run(context, tx, input, *row, organisation.value());
    if (auto error = refused_by_policy(run, input)) return Result<Decided>(std::unexpected(std::move(*error)));

    if (row->state == "accepted" || row->state == "rejected") return Result<Decided>(first_one(tx, *row));
    if (!is_open(row->state))
        return fail(ErrorCode::conflict, "The person withdrew this request, or it expired; nothing is left to decide.");
    TRY_VOID(check_organisation(tx, input, *organisation, row->post));
    if (!run.close()) return Result<Decided>(first_one(tx, *row));
    if (input.organisation) TRY_VOID(run.decide_organisation());
    Decided answer = run.decide_post();
    if (input.administrator == MakeAdministrator::yes) answer.administrator_grant = run.make_administrator();
    return Result<Decided>(std::move(answer));
}

}  // namespace

Result<Decided> decide_request(const ActionContext& context, const DecisionInput& input) {
    TRY_VOID(check_reason(input));
    TRY_VOID(check_together(input));
    TRY(auto decided, unwrap(context.db.transact([&](sql::Tx& tx) { return decide(context, tx, input); })));
    if (context.wake) context.wake();
    return decided;
}

}  // namespace gatehouse::authz
