#include "apps/gatehouse/commands.hpp"
#include "apps/gatehouse/opened_idp.hpp"
#include "apps/gatehouse/read_text.hpp"
#include "idp/registration/persons.hpp"

#include <fmt/format.h>

#include <map>

namespace gatehouse::commands {

namespace {

Result<std::optional<Secret>> read_password(const std::string& file) {
    if (file.empty()) return std::nullopt;
    TRY(auto text, read_text(file, 4096));
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    if (text.empty()) return fail(ErrorCode::bad_input, file + ": the password is missing; write it on the first line.", file);
    return Secret(std::move(text));
}

Error about_option(Error error) {
    static const std::map<std::string, std::string> options{{"username", "--username"},       {"first_name", "--first-name"},
                                                            {"last_name", "--last-name"},     {"email", "--email"},
                                                            {"email_language", "--language"}, {"password", "--password-file"}};
    if (const auto found = options.find(error.field); found != options.end()) error.message = found->second + ": " + error.message;
    return error;
}

}  // namespace

Result<void> person_add(const PersonArguments& arguments) {
    idp::NewPerson person{arguments.username, arguments.first_name, arguments.last_name,      arguments.email,
                          arguments.language, std::nullopt,         idp::AccountKind::person, std::nullopt};
    TRY(person.password, read_password(arguments.password_file));
    TRY(const auto state, State::find());
    TRY(const auto opened, OpenedIdp::open(state));
    const auto added = idp::add_person(opened->core(), person);
    if (!added) return std::unexpected(about_option(added.error()));
    const bool active = added->state == idp::PersonAdded::State::active;
    fmt::print("{} {} {}\n", added->id.str(), person.username,
               active ? "can sign in" : "gets a mail with the link to set a password; gatehouse-idp sends it");
    return {};
}

}  // namespace gatehouse::commands
