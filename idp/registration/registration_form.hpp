// The registration page's form, parsed once at the door, in the letter's order: username, first name, last name,
// e-mail, e-mail again, e-mail language, code; then the privacy tick and the answers to our two soft questions.
#pragma once

#include "base/http/message.hpp"
#include "idp/model.hpp"

#include <string>
#include <vector>

namespace gatehouse::idp {

enum class Tick { off, on };

struct RegistrationForm {
    std::string username, first_name, last_name, email, email_again, email_language, code;
    std::string code_id;  // the sealed picture code
    RequestId waiting;
    Tick privacy = Tick::off;
    Tick name_is_mine = Tick::off;   // answers "this looks like an organisation"
    Tick email_is_mine = Tick::off;  // answers "several people read this address"
    Tick new_code = Tick::off;       // the "New code" button was pressed: nothing is checked, everything is kept
};

// Names in NFC with outer spaces removed, addresses without outer spaces. Errors: invalid_request (unknown or repeated field).
Result<RegistrationForm> read_registration_form(const http::Parameters& form);

// One entry a field, in page order; `message` is the sentence, also the catalogue's msgid with context "idp_register.html".
std::vector<Error> problems_of(const RegistrationForm& form);

// The soft questions that are still unanswered: fields "name_is_mine" and "email_is_mine".
enum class Question { none, asked };
struct Questions {
    Question name = Question::none;
    Question email = Question::none;
};
Questions questions_of(const RegistrationForm& form);

}  // namespace gatehouse::idp
