#include "authz/publish/entries.hpp"

#include "authz/store/grants.hpp"
#include "authz/store/organisations.hpp"
#include "authz/store/persons.hpp"

#include <algorithm>

namespace gatehouse::authz {
namespace {

constexpr std::string_view machine_issuer = "urn:gatehouse:operator";  // authz/actions/bootstrap_commission.hpp

}  // namespace

std::optional<connector::PersonEntry> person_entry(sql::ReadTx& tx, const PersonId& id) {
    if (issuer_of(id) == machine_issuer) return std::nullopt;  // who ran bootstrap is no person of the directory
    const auto person = find_person(tx, id);
    if (!person) return std::nullopt;
    return connector::PersonEntry{sub_of(id), issuer_of(id), person->name.full(), person->name.given, person->name.family};
}

std::optional<connector::OrganisationEntry> organisation_entry(sql::ReadTx& tx, const OrganisationId& id) {
    const auto organisation = find_organisation(tx, id);
    if (!organisation) return std::nullopt;
    return connector::OrganisationEntry{id.str(),           organisation->name,  organisation->type, organisation->country,
                                        organisation->code, organisation->status};
}

std::optional<connector::PostEntry> post_entry(sql::ReadTx& tx, const PostId& id, Instant now) {
    const auto post = find_post(tx, id);
    if (!post) return std::nullopt;
    const auto organisation = find_organisation(tx, post->organisation);
    connector::PostEntry entry{id.str(), post->role, post->organisation.str(), post->scope, std::string(role_label(post->role)), {}};
    if (organisation) entry.title += ", " + organisation->name;
    for (const auto& row :
         tx.query("SELECT DISTINCT q.sub, q.person FROM grants g JOIN person q ON q.person = g.person WHERE g.post = :post "
                  "AND g.state = 'active' ORDER BY q.sub, q.person",
                  {id.str()})) {
        const bool shown_already = !entry.occupants.empty() && entry.occupants.back() == row.text(0);
        if (!shown_already && acting_grant(tx, PersonId(row.text(1)), id, now)) entry.occupants.push_back(row.text(0));
    }
    return entry;
}

std::optional<ShownGrant> grant_entry(sql::ReadTx& tx, const GrantId& id, Instant now) {
    auto grant = find_grant(tx, id);
    if (!grant) return std::nullopt;
    ShownGrant shown;
    // Who reads the directory cannot ask whether the name still holds or the organisation is valid: what may not act is not shown.
    const auto acting = held_posts(tx, grant->person, now);
    shown.shown = std::ranges::any_of(acting, [&](const HeldPost& held) { return held.grant.id == id; });
    shown.entry = {id.str(),
                   sub_of(grant->person),
                   grant->post.id.str(),
                   grant->post.organisation.str(),
                   grant->post.role,
                   grant->post.scope,
                   grant->decision.str(),
                   to_millis(grant->from),
                   grant->until ? to_millis(*grant->until) : 0};
    shown.grant = std::move(*grant);
    return shown;
}

}  // namespace gatehouse::authz
