#include "idp/registration/registration_form.hpp"

#include "base/text/catalogue.hpp"
#include "base/text/unicode.hpp"
#include "idp/registration/email_address.hpp"
#include "idp/registration/person_names.hpp"
#include "idp/registration/read_fields.hpp"

namespace gatehouse::idp {

namespace {

std::string trimmed(std::string_view value) {
    const auto first = value.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return std::string(value.substr(first, value.find_last_not_of(" \t\r\n") - first + 1));
}

Tick tick(const http::Parameters& form, std::string_view name) {
    return form.get(name).empty() ? Tick::off : Tick::on;
}

// Collects the one sentence a field gets.
class Problems {
public:
    void add_if(bool wrong, std::string_view field, std::string_view sentence) {
        const bool has_one = !list_.empty() && list_.back().field == field;
        if (wrong && !has_one) list_.push_back(Error{ErrorCode::bad_input, std::string(sentence), std::string(field), "", {}});
    }
    std::vector<Error> take() { return std::move(list_); }

private:
    std::vector<Error> list_;
};

void check_names(const RegistrationForm& form, Problems& problems) {
    problems.add_if(form.username.empty(), "username", "Enter a username.");
    problems.add_if(!is_username(form.username), "username",
                    "A username has 3 to 50 signs: letters a to z, digits, full stop, hyphen, underscore.");
    problems.add_if(form.first_name.empty(), "first_name", "Enter your first name.");
    problems.add_if(!is_person_name(form.first_name), "first_name", "A name is made of letters of any alphabet, at most 100.");
    problems.add_if(form.last_name.empty(), "last_name", "Enter your last name.");
    problems.add_if(!is_person_name(form.last_name), "last_name", "A name is made of letters of any alphabet, at most 100.");
}

void check_addresses(const RegistrationForm& form, Problems& problems) {
    problems.add_if(form.email.empty(), "email", "Enter your e-mail address.");
    problems.add_if(!is_email_address(form.email), "email", "Enter an e-mail address like name@example.org.");
    problems.add_if(form.email_again.empty(), "email_again", "Enter your e-mail address a second time.");
    problems.add_if(!same_address(form.email, form.email_again), "email_again", "The two e-mail addresses are not the same.");
    problems.add_if(!text::is_language(form.email_language), "email_language", "Choose the language of our e-mails.");
}

}  // namespace

Result<RegistrationForm> read_registration_form(const http::Parameters& form) {
    TRY_VOID(only_these_fields(form, {"username", "first_name", "last_name", "email", "email_again", "email_language", "code", "code_id",
                                      "request", "privacy", "name_is_mine", "email_is_mine", "new_code"}));
    RegistrationForm read;
    read.username = trimmed(form.get("username"));
    read.first_name = text::trim_spaces(form.get("first_name"));
    read.last_name = text::trim_spaces(form.get("last_name"));
    read.email = trimmed(form.get("email"));
    read.email_again = trimmed(form.get("email_again"));
    read.email_language = form.get("email_language");
    read.code = trimmed(form.get("code"));
    read.code_id = form.get("code_id");
    read.waiting = RequestId(std::string(form.get("request")));
    read.privacy = tick(form, "privacy");
    read.name_is_mine = tick(form, "name_is_mine");
    read.email_is_mine = tick(form, "email_is_mine");
    read.new_code = tick(form, "new_code");
    return read;
}

std::vector<Error> problems_of(const RegistrationForm& form) {
    Problems problems;
    check_names(form, problems);
    check_addresses(form, problems);
    problems.add_if(form.code.empty(), "code", "Enter the signs that you see in the picture.");
    problems.add_if(form.privacy == Tick::off, "privacy", "Confirm that you have read the privacy statement.");
    return problems.take();
}

Questions questions_of(const RegistrationForm& form) {
    Questions questions;
    if (looks_like_organisation(form.first_name, form.last_name) && form.name_is_mine == Tick::off) questions.name = Question::asked;
    if (is_shared_mailbox(form.email) && form.email_is_mine == Tick::off) questions.email = Question::asked;
    return questions;
}

}  // namespace gatehouse::idp
