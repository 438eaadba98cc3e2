// GET and POST /decide/{id}: one request in full; for a new operator both decisions on one page.
#include "authz/actions/decide_request.hpp"
#include "authz/actions/requests_to_decide.hpp"
#include "authz/pages/decide_page.hpp"
#include "authz/pages/handlers.hpp"
#include "authz/pages/words.hpp"
#include "authz/store/requests.hpp"

namespace gatehouse::authz {
namespace {

struct DecisionForm {
    std::string verdict, organisation, administrator, reason_code, reason;
    std::optional<Error> wrong;
};

DecisionForm read_form(const http::Parameters& form) {
    return {std::string(form.get("verdict")),     std::string(form.get("organisation")), std::string(form.get("administrator")),
            std::string(form.get("reason_code")), std::string(form.get("reason")),       std::nullopt};
}

void fill_facts(const Deps& deps, const html::Page& page, const Visitor& visitor, html::Values& values, const ToDecide& seen) {
    fill_person_and_post(deps, page, values, seen.row);
    const Organisation& o = seen.row.organisation;
    values.set("FILED", at_time(page, visitor, seen.row.filed));
    const auto fact = [&](std::string_view label, const std::string& value) {
        if (!value.empty()) values.add("FACT").set("LABEL", say(deps, page, label)).set("VALUE", value);
    };
    fact("Phone", seen.row.phone);
    fact("Additional information", seen.row.information);
    fact("Address", address_line(o));
    fact("Country", country_name(deps, page, o.country));
    fact("EORI number", o.eori);
    fact("VAT number", o.vat);
    fact("Code", o.code);
    fact("Phone of the organisation", o.phone);
    fact("E-mail of the organisation", o.email);
    fact("Website", o.website);
    for (const auto& chip : seen.chips) values.add("CHIP_ROW").set("LABEL", say(deps, page, chip));
}

void fill_decided(const Deps& deps, html::Page& page, const Visitor& visitor, const ToDecide& seen) {
    const bool accepted = seen.decided->verdict == "accepted";
    auto& decided = page.values.add("DECIDED");
    decided.set("SENTENCE", say(deps, page, accepted ? "Already accepted by {name} on {when}." : "Already rejected by {name} on {when}.",
                                {{"name", seen.decided_by.full()}, {"when", at_time(page, visitor, seen.decided->at)}}));
    decided.set("RULE", seen.decided->rule).set("POLICY", seen.decided->policy_version);
    if (!seen.decided->reason.empty()) decided.add("REASON").set("TEXT", seen.decided->reason);
}

void fill_choices(const Deps& deps, html::Page& page, const ToDecide& seen, const DecisionForm& form) {
    auto& choices = page.values.add("OPEN");
    choices.set("FORM_TOKEN", page.form_token).set("ID", seen.row.id.str()).set("NAME", seen.row.made_for.full());
    choices.set("ORGANISATION", seen.row.organisation.name).set("RULE", seen.rule);
    if (seen.new_organisation)
        choices.add("NEW_OPERATOR")
            .set("ORGANISATION", seen.row.organisation.name)
            .show_if(form.organisation == "accepted", "ORGANISATION_ACCEPTED")
            .show_if(form.organisation == "rejected", "ORGANISATION_REJECTED");
    choices.show_if(form.verdict == "accepted", "VERDICT_ACCEPTED").show_if(form.verdict == "rejected", "VERDICT_REJECTED");
    if (seen.may_administrator)
        choices.add("ADMINISTRATOR").set("ORGANISATION", seen.row.organisation.name).show_if(form.administrator == "yes", "TICKED");
    const auto error = [&](std::string_view field) {
        return form.wrong && form.wrong->field == field ? say(deps, page, form.wrong->message) : "";
    };
    html::fill_select(choices, "reason_code", reason_options(deps, page), form.reason_code, error("reason_code"));
    html::fill_field(choices, "reason", form.reason, error("reason"));
}

Page show(const Deps& deps, const http::Request& request, const Visitor& visitor, DecisionForm form) {
    TRY(const auto seen, request_to_decide(deps.actions, visitor.person.id, RequestPostId(request.path_parameters.at("id"))));
    auto page = frame(deps, request, &visitor, "authz_decision.html", "Decide on a request");
    // The creator of a new operator becomes its administrator with the decision, unless the decider takes the tick away.
    if (!form.wrong && seen.new_organisation) form.administrator = "yes";
    fill_facts(deps, page, visitor, page.values, seen);
    if (form.wrong) {
        html::Alert alert{html::Tone::bad, say(deps, page, "Nothing was decided."), "", {}};
        const std::string message = say(deps, page, form.wrong->message);
        if (form.wrong->field.empty())
            alert.text = message;
        else
            alert.links = {{form.wrong->field, message}};
        page.alerts.push_back(std::move(alert));
    }
    if (seen.decided)
        fill_decided(deps, page, visitor, seen);
    else if (is_open(seen.row.state))
        fill_choices(deps, page, seen, form);
    else
        page.values.add("CLOSED").set("STATE", state_chip(deps, page, seen.row.state).label);
    int status = 200;
    if (form.wrong) status = form.wrong->code == ErrorCode::conflict ? 409 : 400;
    return html::render(deps.templates, std::move(page), status);
}

Result<std::optional<Verdict>> verdict_of(const std::string& word, std::string_view field) {
    if (word.empty()) return std::nullopt;
    if (word == "accepted") return Verdict::accepted;
    if (word == "rejected") return Verdict::rejected;
    return fail(ErrorCode::bad_input, "Choose accept or reject.", std::string(field));
}

Result<DecisionInput> input_of(const Visitor& visitor, const std::string& id, const DecisionForm& form) {
    DecisionInput input;
    input.actor = visitor.actor();
    input.request_post = RequestPostId(id);
    TRY(const auto verdict, verdict_of(form.verdict, "verdict"));
    if (!verdict) return fail(ErrorCode::bad_input, "Choose accept or reject.", "verdict");
    input.verdict = *verdict;
    TRY(input.organisation, verdict_of(form.organisation, "organisation"));
    const bool accepts = *verdict == Verdict::accepted;
    input.administrator = accepts && form.administrator == "yes" ? MakeAdministrator::yes : MakeAdministrator::no;
    if (!accepts || input.organisation == Verdict::rejected) {
        input.reason_code = form.reason_code;
        input.reason = form.reason;
    }
    return input;
}

}  // namespace

Page show_decision(const Deps& deps, const http::Request& request, const Visitor& visitor) {
    return show(deps, request, visitor, {});
}

Page post_decision(const Deps& deps, const http::Request& request, const Visitor& visitor, const http::Parameters& parameters) {
    const std::string id = request.path_parameters.at("id");
    DecisionForm form = read_form(parameters);
    auto decided = [&]() -> Result<Decided> {
        TRY(const auto input, input_of(visitor, id, form));
        return decide_request(deps.actions, input);
    }();
    if (decided) {
        const bool first = decided->outcome == Decided::Outcome::decided;
        return http::Response::redirect((first ? "/decide?about=" : "/decide/") + http::percent_encode(id));
    }
    const auto code = decided.error().code;
    if (code != ErrorCode::bad_input && code != ErrorCode::conflict) return std::unexpected(decided.error());
    form.wrong = decided.error();
    return show(deps, request, visitor, std::move(form));
}

}  // namespace gatehouse::authz
