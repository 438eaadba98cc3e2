#include "idp/registration/persons.hpp"

#include "base/text/catalogue.hpp"
#include "base/text/unicode.hpp"
#include "idp/factors/password_rules.hpp"
#include "idp/registration/email_address.hpp"
#include "idp/registration/person_names.hpp"
#include "idp/registration/reserve_account_id.hpp"
#include "idp/registration/send_link.hpp"

namespace gatehouse::idp {

namespace {

Result<void> must(bool holds, std::string_view field, std::string_view sentence) {
    if (holds) return {};
    return fail(ErrorCode::bad_input, std::string(sentence), std::string(field));
}

Result<void> check(const Core& core, const NewPerson& person) {
    TRY_VOID(must(is_username(person.username), "username",
                  "A username has 3 to 50 signs: letters a to z, digits, full stop, hyphen, underscore."));
    TRY_VOID(must(is_person_name(person.first_name), "first_name", "A name is made of letters of any alphabet, at most 100."));
    TRY_VOID(must(is_person_name(person.last_name), "last_name", "A name is made of letters of any alphabet, at most 100."));
    TRY_VOID(must(is_email_address(person.email), "email", "Give an e-mail address like name@example.org."));
    TRY_VOID(must(text::is_language(person.email_language), "email_language", "Give one of the 24 languages, for example \"en\"."));
    const bool demo = core.settings.birth == sql::Birth::demo;
    TRY_VOID(must(person.kind == AccountKind::person || demo, "persona", "Personas live in demo stores only."));
    TRY_VOID(must(!person.id || person.kind == AccountKind::persona, "id", "Only a persona may be given an id."));
    if (!person.password) return {};
    const auto problem = password_problem(*person.password, {person.username, person.first_name, person.last_name, person.email});
    // The one printed password of all personas is no secret; the rules protect secrets.
    return must(!problem || person.kind == AccountKind::persona, "password", problem.value_or(""));
}

Result<AccountId> take_id(const Core& core, sql::Tx& tx, const NewPerson& person) {
    if (!person.id) return reserve_account_id(core, tx);
    if (!take_sub(tx, *person.id, core.now())) return fail(ErrorCode::conflict, "This id was given to somebody before.", "id");
    return *person.id;
}

audit::Event leaf(const Core& core, const AccountId& id, const NewPerson& person, std::string_view after) {
    audit::Event event;
    event.act = "account.created";
    event.subject = core.person(id.str());
    event.after = after;
    event.facts = {{"username", person.username}, {"email", person.email}, {"name", person.first_name + " " + person.last_name}};
    if (person.kind == AccountKind::persona) event.rule = "persona of a demo store";
    return event;
}

Result<PersonAdded> add_active(const Core& core, sql::Tx& tx, const NewPerson& person, const AccountId& id, const std::string& hash) {
    Account account{.id = id,
                    .username = person.username,
                    .first_name = text::trim_spaces(person.first_name),
                    .last_name = text::trim_spaces(person.last_name),
                    .email = person.email,
                    .email_language = person.email_language,
                    .state = AccountState::active,
                    .kind = person.kind,
                    .password_hash = hash,
                    .created_at = core.now(),
                    .activated_at = core.now(),
                    .password_set_at = core.now()};
    if (!take_username(tx, person.username, id, core.now()))
        return fail(ErrorCode::conflict, "Somebody else has this username.", "username");
    if (insert_account(tx, account) == Inserted::email_in_use)
        return fail(ErrorCode::conflict, "This address has an account already.", "email");
    core.audit.append(tx, leaf(core, id, person, name(AccountState::active)));
    return PersonAdded{id, PersonAdded::State::active};
}

Result<PersonAdded> invite(const Core& core, sql::Tx& tx, const NewPerson& person, const AccountId& id) {
    if (username_is_taken(tx, person.username)) return fail(ErrorCode::conflict, "Somebody else has this username.", "username");
    if (find_account_by_email(tx, person.email)) return fail(ErrorCode::conflict, "This address has an account already.", "email");
    LinkRequest request;
    request.id = LinkRequestId(core.around.random.token(16));
    request.purpose = Purpose::activate;
    request.browser = BrowserId("invited");
    request.account = id;
    request.username = person.username;
    request.first_name = text::trim_spaces(person.first_name);
    request.last_name = text::trim_spaces(person.last_name);
    request.email = person.email;
    request.email_language = person.email_language;
    request.created_at = request.last_sent_at = core.now();
    request.sends = 1;
    insert_link_request(tx, request);
    send_link(core, tx, request);
    core.audit.append(tx, leaf(core, id, person, "pending_email"));
    return PersonAdded{id, PersonAdded::State::pending_email};
}

}  // namespace

Result<PersonAdded> add_person(const Core& core, const NewPerson& person) {
    TRY_VOID(check(core, person));
    const std::string hash = person.password ? crypto::hash_password(*person.password, core.settings.password_cost) : "";
    return core.db.transact([&](sql::Tx& tx) -> Result<PersonAdded> {
        TRY(auto id, take_id(core, tx, person));
        return person.password ? add_active(core, tx, person, id, hash) : invite(core, tx, person, id);
    });
}

Result<AccountPage> list_persons(const Core& core, const std::string& cursor, int limit) {
    return core.db.read([&](sql::ReadTx& tx) -> Result<AccountPage> { return list_accounts(tx, cursor, limit); });
}

}  // namespace gatehouse::idp
