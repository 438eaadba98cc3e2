// GET /decide: requests to decide, oldest first; what this person accepted and rejected; the dialog to reject.
#include "authz/actions/decide_request.hpp"
#include "authz/actions/requests_to_decide.hpp"
#include "authz/pages/decide_page.hpp"
#include "authz/pages/handlers.hpp"
#include "authz/pages/search_page.hpp"
#include "authz/pages/words.hpp"
#include "base/text/unicode.hpp"

namespace gatehouse::authz {
namespace {

constexpr std::int64_t long_wait_days = 5;

void fill_waiting(const Deps& deps, const html::Page& page, html::Values& values, const InboxRow& row) {
    values.set("AGO", how_long_ago(deps, page, row.filed));
    const auto days = std::chrono::floor<std::chrono::days>(deps.around.clock.now() - row.filed).count();
    if (row.organisation.status == "to_be_validated")
        values.add("CHIP_ROW").set("TONE", "info").set("LABEL", say(deps, page, "New operator"));
    if (days >= long_wait_days)
        values.add("CHIP_ROW")
            .set("TONE", "wait")
            .set("LABEL",
                 deps.templates.catalogue().plural(page.language, page.template_name, "Waiting {n} day", "Waiting {n} days", days));
}

void fill_card(const Deps& deps, const html::Page& page, html::Values& card, const InboxRow& row) {
    fill_person_and_post(deps, page, card, row);
    fill_waiting(deps, page, card, row);
    card.set("FORM_TOKEN", page.form_token);
    card.show(row.organisation.status == "to_be_validated" ? "LOOK" : "ACCEPT");
}

Result<void> fill_pending(const Deps& deps, const http::Request& request, const Visitor& visitor, html::Page& page) {
    TRY(const auto inbox, requests_to_decide(deps.actions, visitor.person.id, std::string(request.query.get("after"))));
    auto& tab = page.values.add("PENDING");
    tab.show_if(inbox.rows.empty(), "NONE");
    for (const auto& row : inbox.rows) fill_card(deps, page, tab.add("REQUEST"), row);
    fill_next(page.values, request, inbox.next);
    return {};
}

Result<void> fill_decided(const Deps& deps, const http::Request& request, const Visitor& visitor, html::Page& page,
                          std::string_view verdict) {
    TRY(const auto decided, decided_by_me(deps.actions, visitor.person.id, verdict, std::string(request.query.get("after"))));
    auto& tab = page.values.add("DECIDED");
    tab.show_if(decided.rows.empty(), "NONE");
    for (const auto& row : decided.rows)
        tab.add("ROW")
            .set("PERSON", row.made_for.full())
            .set("ORGANISATION", row.organisation_name)
            .set("ROLE", role_name(deps, page, row.role))
            .set("SCOPE", scope_name(deps, page, row.scope))
            .set("AT", at_time(page, visitor, row.decision.at))
            .set("REASON", row.decision.reason)
            .set("ID", row.decision.request_post ? row.decision.request_post->str() : "");
    fill_next(page.values, request, decided.next);
    return {};
}

// The green message after a decision, told from what stands in the store, not from the address.
void add_alert(const Deps& deps, const http::Request& request, const Visitor& visitor, html::Page& page) {
    const RequestPostId about(std::string(request.query.get("about")));
    if (about.empty()) return;
    const auto seen = request_to_decide(deps.actions, visitor.person.id, about);
    if (!seen || !seen->decided) return;
    const text::Arguments names{{"name", seen->row.made_for.full()}, {"organisation", seen->row.organisation.name}};
    const bool accepted = seen->decided->verdict == "accepted";
    page.alerts.push_back(
        {html::Tone::good,
         say(deps, page, accepted ? "Request accepted." : "Request rejected."),
         say(deps, page,
             accepted ? "{name} can now act for {organisation}. We tell them by e-mail." : "We tell {name} by e-mail, with your reason.",
             names),
         {}});
}

Result<void> fill_reject(const Deps& deps, const http::Request& request, const Visitor& visitor, html::Page& page) {
    const RequestPostId id(std::string(request.query.get("reject")));
    if (id.empty()) return {};
    TRY(const auto seen, request_to_decide(deps.actions, visitor.person.id, id));
    if (seen.decided) return {};
    auto& dialog = page.values.add("DIALOG");
    dialog.set("ID", id.str()).set("NAME", seen.row.made_for.full()).set("ORGANISATION", seen.row.organisation.name);
    dialog.set("FORM_TOKEN", page.form_token).set("BACK", link_without(request, {"reject"}));
    html::fill_select(dialog, "reason_code", reason_options(deps, page), "");
    return {};
}

}  // namespace

Page show_inbox(const Deps& deps, const http::Request& request, const Visitor& visitor) {
    if (!visitor.may_decide()) return fail(ErrorCode::forbidden, "You hold no post that decides on requests.");
    const auto wanted = request.query.get("tab");
    const std::string_view tab = wanted == "accepted" || wanted == "rejected" ? wanted : "pending";
    auto page = frame(deps, request, &visitor, "authz_inbox.html", "Requests to decide");
    add_alert(deps, request, visitor, page);
    TRY(const int waiting, count_to_decide(deps.actions, visitor.person.id));
    if (waiting > 0) page.values.add("WAITING").set("COUNT", std::int64_t{waiting});
    page.values.show(tab == "accepted" ? "TAB_ACCEPTED" : tab == "rejected" ? "TAB_REJECTED" : "TAB_PENDING");
    if (tab == "pending") {
        TRY_VOID(fill_pending(deps, request, visitor, page));
        TRY_VOID(fill_reject(deps, request, visitor, page));
    } else {
        TRY_VOID(fill_decided(deps, request, visitor, page, tab));
    }
    return html::render(deps.templates, std::move(page));
}

}  // namespace gatehouse::authz
