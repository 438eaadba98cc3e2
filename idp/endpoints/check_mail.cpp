// "Check your e-mail": the same page for new and known addresses, for accounts and for nobody; only in the browser that
// asked.
#include "idp/endpoints/idp_page.hpp"
#include "idp/endpoints/pages.hpp"
#include "idp/registration/email_address.hpp"
#include "idp/registration/read_fields.hpp"
#include "idp/registration/send_again.hpp"

namespace gatehouse::idp {

namespace {

constexpr const char* template_name = "idp_check_mail.html";

Result<LinkRequest> request_of_browser(const Asked& asked, const LinkRequestId& id) {
    TRY(auto found, asked.deps.db.read([&](sql::ReadTx& tx) -> Result<std::optional<LinkRequest>> { return find_link_request(tx, id); }));
    if (found && found->browser == asked.visitor.browser) return *found;
    return fail(ErrorCode::not_found, "This page belongs to another browser, or it is too old. Please start again.");
}

html::Alert outcome_alert(const Asked& asked, std::string_view outcome) {
    if (outcome == "yes") {
        return {html::Tone::good,
                asked.say(template_name, "Sent again."),
                asked.say(template_name, "Links that we sent you before work as well, until you use one."),
                {}};
    }
    if (outcome == "soon") {
        return {html::Tone::info,
                asked.say(template_name, "Please wait a little."),
                asked.say(template_name, "A new message can go one minute after the one before."),
                {}};
    }
    return {html::Tone::info,
            asked.say(template_name, "We have sent it several times already."),
            asked.say(template_name, "Please look into your spam folder, or ask the helpdesk."),
            {}};
}

std::string_view word(SentAgain outcome) {
    switch (outcome) {
        case SentAgain::yes:
            return "yes";
        case SentAgain::too_soon:
            return "soon";
        case SentAgain::too_often:
        case SentAgain::not_open:
            break;
    }
    return "often";
}

bool is_registration(const LinkRequest& request) {
    return request.purpose == Purpose::activate || request.purpose == Purpose::known;
}

}  // namespace

Result<Response> show_check_mail(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    const Asked asked{deps, request, visitor};
    TRY(auto link_request, request_of_browser(asked, LinkRequestId(std::string(request.query.get("r")))));
    html::Page page = make_page(asked, template_name, asked.say(template_name, "Check your e-mail"));
    page.width = html::Page::Width::narrow;
    if (request.query.has("sent")) page.alerts.push_back(outcome_alert(asked, request.query.get("sent")));
    auto& values = page.values;
    values.set("R", link_request.id.str()).set("SENDER", deps.settings.mail.from).set("MINUTES", std::int64_t{link_lifetime.count()});
    values.show_if(deps.settings.demo == Demo::on, "DEMO");
    if (is_registration(link_request)) {
        values.add("REGISTRATION").set("ADDRESS", masked(link_request.email)).set("AGAIN", carrying("/register", link_request.waiting));
    } else {
        values.add("RESET").set("AGAIN", carrying("/forgotten", link_request.waiting));
    }
    return show(asked, std::move(page));
}

Result<Response> post_check_mail(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    TRY(auto form, checked_form(deps, request, visitor));
    TRY_VOID(only_these_fields(form, {"r"}));
    const LinkRequestId id{std::string(form.get("r"))};
    TRY(auto outcome, send_again(deps, id, visitor.browser));
    if (outcome == SentAgain::yes) deps.outbox.wake();
    return Response::redirect("/check-mail?r=" + http::percent_encode(id.str()) + "&sent=" + std::string(word(outcome)));
}

}  // namespace gatehouse::idp
