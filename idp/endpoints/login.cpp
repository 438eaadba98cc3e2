// Sign in. Somebody who is signed in already goes straight on.
#include "idp/endpoints/idp_page.hpp"
#include "idp/endpoints/pages.hpp"
#include "idp/factors/sign_in.hpp"
#include "idp/registration/read_fields.hpp"

namespace gatehouse::idp {

namespace {

constexpr const char* template_name = "idp_login.html";

struct Typed {
    std::string username;
    RequestId request;
    Keep keep = Keep::until_browser_closes;
};

html::Page login_page(const Asked& asked, const Typed& typed, const std::optional<WaitingApplication>& application) {
    html::Page page = make_page(asked, template_name, asked.say(template_name, "Sign in"));
    page.width = html::Page::Width::narrow;
    show_application(page, typed.request, application);
    page.values.set("USERNAME", typed.username);
    page.values.show_if(typed.keep == Keep::on_this_device, "KEEP");
    return page;
}

http::Response answer(const Asked& asked, html::Page page, const std::optional<WaitingApplication>& application, int status) {
    http::Response response = show(asked, std::move(page), status);
    allow_return(response, application);
    return response;
}

bool goes_straight_on(const Visitor& visitor, const std::optional<WaitingApplication>& application) {
    return visitor.session && visitor.account && (!application || application->satisfied_by(*visitor.session));
}

SignIn sign_in_of(const http::Request& request, const http::Parameters& form, const Visitor& visitor) {
    SignIn wanted;
    wanted.typed = form.get("username").substr(0, 300);
    const auto first = wanted.typed.find_first_not_of(' ');
    wanted.typed = first == std::string::npos ? "" : wanted.typed.substr(first, wanted.typed.find_last_not_of(' ') - first + 1);
    wanted.password = Secret(std::string(form.get("password").substr(0, 256)));
    wanted.keep = form.get("keep").empty() ? Keep::until_browser_closes : Keep::on_this_device;
    wanted.browser = visitor.browser;
    if (visitor.session) wanted.replaces = visitor.session->id;
    wanted.peer = request.peer;
    wanted.device = device_of(request);
    return wanted;
}

html::Alert paused_alert(const Asked& asked, const SignInOutcome& outcome) {
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(outcome.pause_left).count();
    html::Alert alert;
    alert.tone = html::Tone::bad;
    alert.title = asked.say(template_name, "Too many tries did not succeed.");
    alert.text =
        asked.deps.templates.catalogue().plural(asked.language(), template_name, "Please wait {n} minute, then try again.",
                                                "Please wait {n} minutes, then try again.", minutes, {{"n", std::to_string(minutes)}});
    return alert;
}

html::Alert wrong_alert(const Asked& asked, const SignInOutcome& outcome) {
    html::Alert alert;
    alert.tone = html::Tone::bad;
    alert.title = asked.say(template_name, "The e-mail address, the username or the password is not correct.");
    if (outcome.tries_left <= 3) {
        alert.text = asked.deps.templates.catalogue().plural(
            asked.language(), template_name, "After {n} more try you have to wait 15 minutes.",
            "After {n} more tries you have to wait 15 minutes.", outcome.tries_left, {{"n", std::to_string(outcome.tries_left)}});
    }
    return alert;
}

Response refused(const Asked& asked, const Typed& typed, const SignInOutcome& outcome) {
    const auto application = waiting_for(asked, typed.request);
    html::Page page = login_page(asked, typed, application);
    const bool paused = outcome.kind == SignInOutcome::Kind::paused;
    page.alerts.push_back(paused ? paused_alert(asked, outcome) : wrong_alert(asked, outcome));
    Response response = answer(asked, std::move(page), application, paused ? 429 : 403);
    if (paused) response.headers.set("Retry-After", std::to_string(std::chrono::ceil<Seconds>(outcome.pause_left).count()));
    return response;
}

}  // namespace

Result<Response> home(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    return Response::redirect(visitor.account ? "/account" : "/login");
}

Result<Response> show_login(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    const Asked asked{deps, request, visitor};
    Typed typed;
    typed.request = RequestId(std::string(request.query.get("request")));
    const auto application = waiting_for(asked, typed.request);
    if (goes_straight_on(visitor, application)) {
        return Response::redirect(application ? carrying("/authorize/resume", typed.request) : "/account");
    }
    if (application) typed.username = application->login_hint;
    html::Page page = login_page(asked, typed, application);
    if (!typed.request.empty() && !application) {
        page.alerts.push_back({html::Tone::info,
                               asked.say(template_name, "The page you came from has waited too long."),
                               asked.say(template_name, "Sign in here, then open that page again."),
                               {}});
    }
    return answer(asked, std::move(page), application, 200);
}

Result<Response> post_login(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    TRY(auto form, checked_form(deps, request, visitor));
    TRY_VOID(only_these_fields(form, {"username", "password", "keep", "request"}));
    const SignIn wanted = sign_in_of(request, form, visitor);
    const Typed typed{wanted.typed, RequestId(std::string(form.get("request"))), wanted.keep};
    TRY(auto outcome, sign_in(deps, wanted));
    if (outcome.kind != SignInOutcome::Kind::signed_in) return refused({deps, request, visitor}, typed, outcome);
    const Visitor signed_in = visitor_with(visitor.browser, *outcome.session, *outcome.account);
    Response response = Response::redirect(next_place({deps, request, signed_in}, typed.request, "/account"));
    write_visitor(deps, signed_in, response);
    return response;
}

}  // namespace gatehouse::idp
