// The page behind a mailed link. GET, HEAD and forms sent by machines consume nothing (invariant 11).
#include "base/html/form_fields.hpp"
#include "idp/endpoints/idp_page.hpp"
#include "idp/endpoints/pages.hpp"
#include "idp/factors/password_rules.hpp"
#include "idp/registration/email_address.hpp"
#include "idp/registration/person_names.hpp"
#include "idp/registration/read_fields.hpp"
#include "idp/registration/send_again.hpp"
#include "idp/registration/set_password.hpp"

namespace gatehouse::idp {

namespace {

constexpr const char* template_name = "idp_password.html";

html::Page password_frame(const Asked& asked, std::string_view proof, std::string title) {
    html::Page page = make_page(asked, template_name, std::move(title));
    page.request_path = "/password";
    page.request_query = "t=" + http::percent_encode(proof);
    page.values.set("T", proof);
    return page;
}

std::string title_of(const Asked& asked, LinkState state) {
    switch (state) {
        case LinkState::usable:
            return asked.say(template_name, "Choose your password");
        case LinkState::expired:
            return asked.say(template_name, "This link has expired");
        case LinkState::used:
            return asked.say(template_name, "This link was used already");
        case LinkState::unknown:
            break;
    }
    return asked.say(template_name, "We do not know this link");
}

Response spent_page(const Asked& asked, std::string_view proof, const LinkView& view) {
    html::Page page = password_frame(asked, proof, title_of(asked, view.state));
    page.width = html::Page::Width::narrow;
    const char* section = view.state == LinkState::expired ? "EXPIRED" : view.state == LinkState::used ? "USED" : "UNKNOWN";
    auto& values = page.values.add(section);
    if (view.request) values.set("ADDRESS", masked(view.request->email));
    return show(asked, std::move(page), view.state == LinkState::unknown ? 404 : 410);
}

Response usable_page(const Asked& asked, std::string_view proof, const LinkView& view, std::string_view username,
                     const std::vector<Error>& problems) {
    html::Page page = password_frame(asked, proof, title_of(asked, LinkState::usable));
    show_problems(asked, page, problems);
    const LinkRequest& request = *view.request;
    auto& values = page.values.add("USABLE");
    values.set("NAME", request.first_name + " " + request.last_name);
    values.show_if(request.purpose == Purpose::activate, "NEW").show_if(request.purpose == Purpose::reset, "RESET");
    const std::string username_problem = problem_at(asked, page, problems, "username");
    if (view.username == LinkView::Username::taken || !username_problem.empty()) {
        html::fill_field(values.add("CHOOSE_USERNAME"), "username", username, username_problem);
    } else {
        values.add("FIXED_USERNAME").set("USERNAME", request.username);
    }
    html::fill_field(values, "password", "", problem_at(asked, page, problems, "password"));
    html::fill_field(values, "password_again", "", problem_at(asked, page, problems, "password_again"));
    Response response = show(asked, std::move(page), problems.empty() ? 200 : 400);
    if (request.purpose == Purpose::reset) allow_return(response, waiting_for(asked, request.waiting));
    return response;
}

struct Posted {
    std::string proof, username;
    Secret password, again;
};

Result<Posted> read_posted(const http::Parameters& form) {
    TRY_VOID(only_these_fields(form, {"t", "username", "password", "password_again"}));
    return Posted{std::string(form.get("t")), std::string(form.get("username")), Secret(std::string(form.get("password"))),
                  Secret(std::string(form.get("password_again")))};
}

std::vector<Error> problems_of(const Posted& posted, const LinkRequest& request) {
    std::vector<Error> problems;
    const auto add = [&](std::string sentence, std::string field) {
        problems.push_back({ErrorCode::bad_input, std::move(sentence), std::move(field), "", {}});
    };
    if (!is_username(posted.username)) {
        add("A username has 3 to 50 signs: letters a to z, digits, full stop, hyphen, underscore.", "username");
    }
    const PasswordOwner owner{posted.username, request.first_name, request.last_name, request.email};
    if (const auto problem = password_problem(posted.password, owner)) {
        add(*problem, "password");
    } else if (posted.password.reveal() != posted.again.reveal()) {
        add("The two passwords are not the same.", "password_again");
    }
    return problems;
}

NewPassword new_password(const Asked& asked, const Posted& posted) {
    NewPassword wanted;
    wanted.proof = posted.proof;
    wanted.password = posted.password;
    wanted.username = posted.username;
    wanted.browser = asked.visitor.browser;
    if (asked.visitor.session) wanted.replaces = asked.visitor.session->id;
    wanted.device = device_of(asked.request);
    return wanted;
}

Response done(const Asked& asked, const PasswordSet& set) {
    const Visitor signed_in = visitor_with(asked.visitor.browser, set.session, set.account);
    const Asked now{asked.deps, asked.request, signed_in};
    const bool activated = set.purpose == Purpose::activate;
    Response response =
        Response::redirect(activated ? carrying("/ready", set.waiting) : next_place(now, set.waiting, "/account?done=password"));
    write_visitor(asked.deps, signed_in, response);
    asked.deps.outbox.wake();
    return response;
}

Result<Response> set_or_explain(const Asked& asked, const Posted& posted, LinkView view) {
    const auto set = set_password_by_link(asked.deps, new_password(asked, posted));
    if (set) return done(asked, *set);
    const Error& error = set.error();
    if (error.code == ErrorCode::gone) {
        view.state = LinkState::used;
        return spent_page(asked, posted.proof, view);
    }
    if (error.code != ErrorCode::conflict || error.field != "username") return std::unexpected(error);
    return usable_page(asked, posted.proof, view, posted.username, {error});
}

Error taken_problem() {
    return {ErrorCode::conflict, "Somebody else has this username. Choose another one.", "username", "", {}};
}

}  // namespace

Result<Response> show_password(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    const Asked asked{deps, request, visitor};
    const std::string proof(request.query.get("t"));
    TRY(auto view, view_link(deps, proof));
    if (view.state != LinkState::usable) return spent_page(asked, proof, view);
    std::vector<Error> problems;
    Response response = usable_page(asked, proof, view, view.request->username,
                                    view.username == LinkView::Username::taken ? std::vector{taken_problem()} : problems);
    response.status = 200;
    return response;
}

Result<Response> post_password(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    TRY(auto form, checked_form(deps, request, visitor));
    TRY(auto posted, read_posted(form));
    const Asked asked{deps, request, visitor};
    TRY(auto view, view_link(deps, posted.proof));
    if (view.state != LinkState::usable) return spent_page(asked, posted.proof, view);
    // Only a new account has a say in its username, and only where the page asked for it.
    if (posted.username.empty() || view.request->purpose == Purpose::reset) posted.username = view.request->username;
    if (const auto problems = problems_of(posted, *view.request); !problems.empty()) {
        return usable_page(asked, posted.proof, view, posted.username, problems);
    }
    return set_or_explain(asked, posted, view);
}

Result<Response> post_password_again(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    TRY(auto form, checked_form(deps, request, visitor));
    TRY_VOID(only_these_fields(form, {"t"}));
    const Asked asked{deps, request, visitor};
    TRY(auto renewed, send_again(deps, form.get("t")));
    if (renewed.outcome == SentAgain::yes) deps.outbox.wake();
    html::Page page = password_frame(asked, form.get("t"), asked.say(template_name, "A new link"));
    page.width = html::Page::Width::narrow;
    const bool known = renewed.request.has_value();
    const char* section = renewed.outcome == SentAgain::yes         ? "RENEWED"
                          : renewed.outcome == SentAgain::too_soon  ? "TOO_SOON"
                          : renewed.outcome == SentAgain::too_often ? "TOO_OFTEN"
                          : known                                   ? "USED"
                                                                    : "UNKNOWN";
    auto& values = page.values.add(section);
    if (known) values.set("ADDRESS", masked(renewed.request->email));
    return show(asked, std::move(page));
}

Result<Response> show_ready(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    if (!visitor.account) return Response::redirect("/login");
    const Asked asked{deps, request, visitor};
    html::Page page = make_page(asked, "idp_ready.html", asked.say("idp_ready.html", "Your account is ready"));
    page.width = html::Page::Width::narrow;
    const RequestId waiting{std::string(request.query.get("request"))};
    const auto application = waiting_for(asked, waiting);
    page.values.set("NAME", visitor.account->display_name())
        .set("USERNAME", visitor.account->username)
        .set("EMAIL", visitor.account->email);
    page.values.set("CONTINUE", application ? carrying("/authorize/resume", waiting) : deps.settings.continue_url);
    page.values.show_if(!application, "STEP_2");
    if (application) page.values.add("APPLICATION").set("CLIENT", application->client_name);
    page.values.show_if(!application, "STEP_2");
    return show(asked, std::move(page));
}

}  // namespace gatehouse::idp
