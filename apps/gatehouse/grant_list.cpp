#include "apps/gatehouse/commands.hpp"
#include "apps/gatehouse/listing.hpp"
#include "apps/gatehouse/named_account.hpp"
#include "apps/gatehouse/opened_environment.hpp"
#include "authz/actions/list_grants.hpp"

#include <algorithm>
#include <array>

namespace gatehouse::commands {

namespace {

boost::json::object row_of(const authz::ListedGrant& listed) {
    const authz::Grant& grant = listed.grant;
    boost::json::object row{{"grant", grant.id.str()},
                            {"post", grant.post.id.str()},
                            {"sub", authz::sub_of(grant.person)},
                            {"person", grant.made_for.full()},
                            {"role", grant.post.role},
                            {"organisation", grant.post.organisation.str()},
                            {"organisation_name", listed.organisation_name},
                            {"scope", grant.post.scope},
                            {"state", grant.state},
                            {"from", rfc3339(grant.from)},
                            {"until", nullptr},
                            {"decision", grant.decision.str()}};
    if (grant.until) row["until"] = rfc3339(*grant.until);
    return row;
}

// A username or an address is looked up in the identity provider's store; anything else is a sub already.
Result<std::string> sub_named(const State& state, const std::string& typed) {
    if (typed.empty() || !state.has("idp")) return typed;
    TRY(const auto idp, OpenedIdp::open(state));
    const auto account = named_account(*idp, typed);
    return account ? account->id.str() : typed;
}

Result<void> check_state(const std::string& word) {
    static constexpr std::array<std::string_view, 4> known{"", "active", "suspended", "ended"};
    if (std::ranges::find(known, word) != known.end()) return {};
    return fail(ErrorCode::bad_input, "--state: \"" + word + "\" is not known; name active, suspended or ended.", "--state");
}

}  // namespace

Result<void> grant_list(const Console& console, const GrantArguments& arguments) {
    TRY_VOID(check_state(arguments.state));
    TRY(const auto environment, needed_environment(console));
    TRY(const auto state, State::find());
    TRY(const auto sub, sub_named(state, arguments.person));
    TRY(const auto opened, OpenedEnvironment::open(state, environment));
    const auto page = authz::list_grants(opened->db(), {sub, arguments.organisation, arguments.state, console.after, page_size});
    if (!page) return std::unexpected(about_after(page.error()));
    Listing listing{{"post", "sub", "person", "role", "organisation_name", "scope", "state", "from", "until"}, {}, page->next};
    for (const auto& row : page->rows) listing.rows.push_back(row_of(row));
    print(listing, console.format);
    return {};
}

}  // namespace gatehouse::commands
