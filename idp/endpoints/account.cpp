// My account: details, language of the mails, devices.
#include "base/html/form_fields.hpp"
#include "idp/endpoints/idp_page.hpp"
#include "idp/endpoints/pages.hpp"
#include "idp/factors/sign_out.hpp"
#include "idp/registration/read_fields.hpp"

namespace gatehouse::idp {

namespace {

constexpr const char* template_name = "idp_account.html";

std::optional<html::Alert> done_alert(const Asked& asked, std::string_view done) {
    if (done == "password") {
        return html::Alert{html::Tone::good,
                           asked.say(template_name, "Your new password is set."),
                           asked.say(template_name, "All sessions on other devices have ended."),
                           {}};
    }
    if (done == "language") return html::Alert{html::Tone::good, asked.say(template_name, "Saved."), "", {}};
    if (done == "sessions") return html::Alert{html::Tone::good, asked.say(template_name, "All other sessions have ended."), "", {}};
    return std::nullopt;
}

void fill_sessions(const Asked& asked, html::Page& page, const std::vector<Session>& sessions) {
    for (const auto& session : sessions) {
        page.values.add("SESSION")
            .set("DEVICE", session.device.empty() ? asked.say(template_name, "Unknown browser") : session.device)
            .set("SINCE", text::format_date_time(page.language, to_millis(session.authenticated_at), "Europe/Brussels"))
            .show_if(session.id == asked.visitor.session->id, "CURRENT");
    }
    page.values.show_if(sessions.size() > 1, "OTHERS");
}

// The visitor of a page that only somebody signed in may see; nullopt: to be sent to /login.
Result<std::optional<Visitor>> signed_in(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    if (!visitor.account) return std::optional<Visitor>();
    return std::optional(std::move(visitor));
}

}  // namespace

Result<Response> show_account(const Deps& deps, const Request& request) {
    TRY(auto visitor, signed_in(deps, request));
    if (!visitor) return Response::redirect("/login");
    const Asked asked{deps, request, *visitor};
    const Account& account = *visitor->account;
    html::Page page = make_page(asked, template_name, asked.say(template_name, "My account"));
    if (auto alert = done_alert(asked, request.query.get("done"))) page.alerts.push_back(*alert);
    page.values.set("NAME", account.display_name())
        .set("USERNAME", account.username)
        .set("EMAIL", account.email)
        .set("SUB", account.id.str());
    page.values.set("SINCE", text::format_date(page.language, to_millis(account.activated_at), "Europe/Brussels"));
    page.values.set("CONTINUE", deps.settings.continue_url);
    html::fill_select(page.values, "email_language", html::language_options(), account.email_language);
    TRY(auto sessions,
        deps.db.read([&](sql::ReadTx& tx) -> Result<std::vector<Session>> { return list_sessions(tx, account.id, deps.now()); }));
    fill_sessions(asked, page, sessions);
    return show(asked, std::move(page));
}

Result<Response> post_account_language(const Deps& deps, const Request& request) {
    TRY(auto visitor, signed_in(deps, request));
    if (!visitor) return Response::redirect("/login");
    TRY(auto form, checked_form(deps, request, *visitor));
    TRY_VOID(only_these_fields(form, {"email_language"}));
    const std::string language(form.get("email_language"));
    if (!text::is_language(language)) return fail(ErrorCode::bad_input, "Choose one of the languages in the list.", "email_language");
    const Account& account = *visitor->account;
    TRY_VOID(deps.db.transact([&](sql::Tx& tx) -> Result<void> {
        set_email_language(tx, account.id, language);
        audit::Event event;
        event.act = "account.language_changed";
        event.actor = event.subject = deps.person(account.id.str());
        event.before = account.email_language;
        event.after = language;
        deps.audit.append(tx, event);
        return {};
    }));
    return Response::redirect("/account?done=language");
}

Result<Response> post_account_sessions(const Deps& deps, const Request& request) {
    TRY(auto visitor, signed_in(deps, request));
    if (!visitor) return Response::redirect("/login");
    TRY(auto form, checked_form(deps, request, *visitor));
    TRY_VOID(only_these_fields(form, {}));
    TRY(auto ended, end_other_sessions(deps, *visitor->session));
    (void)ended;
    return Response::redirect("/account?done=sessions");
}

}  // namespace gatehouse::idp
