#include "apps/gatehouse/commands.hpp"
#include "apps/gatehouse/listing.hpp"
#include "apps/gatehouse/opened_idp.hpp"
#include "idp/registration/persons.hpp"

namespace gatehouse::commands {

namespace {

boost::json::object row_of(const idp::Account& account) {
    return {{"sub", account.id.str()},
            {"username", account.username},
            {"first_name", account.first_name},
            {"last_name", account.last_name},
            {"email", account.email},
            {"email_language", account.email_language},
            {"state", name(account.state)},
            {"kind", account.kind == idp::AccountKind::persona ? "persona" : "person"},
            {"created", rfc3339(account.created_at)}};
}

}  // namespace

Result<void> person_list(const Console& console) {
    TRY(const auto state, State::find());
    TRY(const auto opened, OpenedIdp::open(state));
    TRY(const auto page, idp::list_persons(opened->core(), console.after, page_size));
    Listing listing{{"sub", "username", "first_name", "last_name", "email", "state", "kind"}, {}, page.next};
    for (const auto& account : page.accounts) listing.rows.push_back(row_of(account));
    print(listing, console.format);
    return {};
}

}  // namespace gatehouse::commands
