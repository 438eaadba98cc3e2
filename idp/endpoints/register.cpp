// The account page of the letter's step 1. Order of checks: the fields, then the soft questions, then the code; so the
// same code and whatever was typed stay until all the rest is right.
#include "base/html/form_fields.hpp"
#include "base/text/catalogue.hpp"
#include "idp/endpoints/idp_page.hpp"
#include "idp/endpoints/pages.hpp"
#include "idp/registration/begin_registration.hpp"
#include "idp/store/used_codes.hpp"

namespace gatehouse::idp {

namespace {

constexpr const char* template_name = "idp_register.html";

void fill_fields(const Asked& asked, html::Page& page, const RegistrationForm& form, const std::vector<Error>& problems) {
    const std::pair<std::string_view, const std::string&> fields[] = {{"username", form.username},       {"first_name", form.first_name},
                                                                      {"last_name", form.last_name},     {"email", form.email},
                                                                      {"email_again", form.email_again}, {"code", form.code}};
    for (const auto& [field, value] : fields) html::fill_field(page.values, field, value, problem_at(asked, page, problems, field));
    html::fill_select(page.values, "email_language", html::language_options(), form.email_language,
                      problem_at(asked, page, problems, "email_language"));
    page.values.set("CODE_ID", form.code_id);
    page.values.show_if(form.privacy == Tick::on, "PRIVACY");
    if (auto sentence = problem_at(asked, page, problems, "privacy"); !sentence.empty()) {
        page.values.add("PRIVACY_ERROR").set("MESSAGE", sentence);
    }
}

void fill_preview(const Asked& asked, html::Page& page, const RegistrationForm& form) {
    const bool nameless = form.first_name.empty() && form.last_name.empty();
    page.values.set("SIGNATURE", nameless ? asked.say(template_name, "Your name") : form.first_name + " " + form.last_name);
    page.values.set("SIGNED_AT", text::format_date_time(page.language, to_millis(asked.deps.now()), "Europe/Brussels"));
    page.values.set("HELPDESK", asked.deps.settings.contact.helpdesk);
}

void fill_questions(html::Page& page, const RegistrationForm& form) {
    const Questions open = questions_of(form);
    page.values.show_if(open.name == Question::asked || form.name_is_mine == Tick::on, "NAME_QUESTION");
    page.values.show_if(open.email == Question::asked || form.email_is_mine == Tick::on, "EMAIL_QUESTION");
    page.values.show_if(form.name_is_mine == Tick::on, "NAME_IS_MINE");
    page.values.show_if(form.email_is_mine == Tick::on, "EMAIL_IS_MINE");
}

Response register_page(const Asked& asked, const RegistrationForm& form, const std::vector<Error>& problems, int status) {
    html::Page page = make_page(asked, template_name, asked.say(template_name, "Create an account"));
    const auto application = waiting_for(asked, form.waiting);
    show_application(page, form.waiting, application);
    show_problems(asked, page, problems);
    fill_fields(asked, page, form, problems);
    fill_preview(asked, page, form);
    fill_questions(page, form);
    return show(asked, std::move(page), status);
}

// The picture of an expired or foreign code would not show: the form gets a new one, and the typed signs go.
void renew_code(const Asked& asked, RegistrationForm& form) {
    form.code.clear();
    form.code_id = new_picture_code(asked.deps, asked.visitor.browser);
}

Response with_problems(const Asked& asked, RegistrationForm form, const std::vector<Error>& problems) {
    if (!open_picture_code(asked.deps, form.code_id, asked.visitor.browser)) renew_code(asked, form);
    return register_page(asked, form, problems, 400);
}

std::vector<Error> unanswered(const RegistrationForm& form) {
    const Questions open = questions_of(form);
    std::vector<Error> problems;
    if (open.name == Question::asked) {
        problems.push_back(
            {ErrorCode::bad_input, "Confirm that this is your own name, not that of an organisation.", "name_is_mine", "", {}});
    }
    if (open.email == Question::asked) {
        problems.push_back({ErrorCode::bad_input, "Confirm that you alone read this mailbox.", "email_is_mine", "", {}});
    }
    return problems;
}

Error code_problem(std::string_view sentence) {
    return Error{ErrorCode::bad_input, std::string(sentence), "code", "", {}};
}

// A wrong answer uses the code up as well: guessing gets one try for each picture.
Result<Response> wrong_code(const Asked& asked, RegistrationForm form, const std::optional<PictureCode>& code) {
    if (code) {
        TRY_VOID(asked.deps.db.transact([&](sql::Tx& tx) -> Result<void> {
            use_code(tx, code->id, code->expires_at);
            return {};
        }));
    }
    renew_code(asked, form);
    const auto sentence = code ? "These were not the signs in the picture. Enter those of the new one."
                               : "The picture was too old. Enter the signs of the new one.";
    return register_page(asked, form, {code_problem(sentence)}, 400);
}

Result<Response> complete(const Asked& asked, RegistrationForm form, const PictureCode& code) {
    const auto begun = begin_registration(asked.deps, {form, code, asked.visitor.browser, asked.request.peer});
    if (begun) {
        asked.deps.outbox.wake();
        return Response::redirect("/check-mail?r=" + begun->str());
    }
    if (begun.error().field != "code") return std::unexpected(begun.error());
    renew_code(asked, form);
    return register_page(asked, form, {begun.error()}, 400);
}

}  // namespace

Result<Response> show_register(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    const Asked asked{deps, request, visitor};
    RegistrationForm form;
    form.email_language = asked.language();
    form.waiting = RequestId(std::string(request.query.get("request")));
    form.code_id = new_picture_code(deps, visitor.browser);
    return register_page(asked, form, {}, 200);
}

Result<Response> post_register(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    TRY(auto posted, checked_form(deps, request, visitor));
    TRY(auto form, read_registration_form(posted));
    const Asked asked{deps, request, visitor};
    if (form.new_code == Tick::on) {
        renew_code(asked, form);
        return register_page(asked, form, {}, 200);
    }
    if (const auto problems = problems_of(form); !problems.empty()) return with_problems(asked, form, problems);
    if (const auto problems = unanswered(form); !problems.empty()) return with_problems(asked, form, problems);
    const auto code = open_picture_code(deps, form.code_id, visitor.browser);
    if (!code || !is_answer(deps, *code, form.code)) return wrong_code(asked, form, code);
    return complete(asked, form, *code);
}

Result<Response> show_code_picture(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    std::string_view file = request.path_parameters.find("file")->second;
    const bool picture = file.ends_with(".png");
    if (picture) file.remove_suffix(4);
    const auto code = open_picture_code(deps, file, visitor.browser);
    if (!picture || !code) return fail(ErrorCode::not_found, "This picture is too old. Please reload the page it belongs to.");
    Response response;
    response.headers.set("Content-Type", "image/png");
    response.headers.set("Cache-Control", "no-store");
    response.body = draw_picture_code(code->signs, deps.around.random);
    return response;
}

}  // namespace gatehouse::idp
