#include "connectors/ldap/directory.hpp"

#include "base/clock.hpp"

namespace gatehouse::ldap {
namespace {

using Values = std::vector<std::string>;

// An LDAP attribute has at least one value or is absent; empty text is "absent".
Values present(const std::string& value) {
    return value.empty() ? Values{} : Values{value};
}

// For attributes that a class demands: something readable where the person has only one name.
Values first_present(const std::string& value, const std::string& otherwise) {
    return {value.empty() ? otherwise : value};
}

}  // namespace

Result<void> LdapDirectory::put(const connector::PersonEntry& person) {
    const std::string& shown = person.display_name.empty() ? person.sub : person.display_name;
    return connection_.put(names_.person(person.sub), {{"objectClass", {"inetOrgPerson", "gatehousePerson"}},
                                                       {"uid", {person.sub}},
                                                       {"cn", {shown}},
                                                       {"sn", first_present(person.family_name, shown)},
                                                       {"givenName", present(person.given_name)},
                                                       {"displayName", present(person.display_name)},
                                                       {"gatehouseIssuer", {person.issuer}}});
}

Result<void> LdapDirectory::put(const connector::OrganisationEntry& organisation) {
    return connection_.put(names_.organisation(organisation.id), {{"objectClass", {"organization", "gatehouseOrganisation"}},
                                                                  {"gatehouseId", {organisation.id}},
                                                                  {"o", first_present(organisation.name, organisation.id)},
                                                                  {"gatehouseKind", {organisation.kind}},
                                                                  {"gatehouseStatus", {organisation.status}},
                                                                  {"gatehouseCountry", present(organisation.country)},
                                                                  {"gatehouseCode", present(organisation.code)}});
}

Result<void> LdapDirectory::put(const connector::PostEntry& post) {
    Values occupants;
    for (const auto& sub : post.occupants) occupants.push_back(names_.person(sub));
    return connection_.put(names_.post(post.id), {{"objectClass", {"organizationalRole", "gatehousePost"}},
                                                  {"gatehouseId", {post.id}},
                                                  {"cn", first_present(post.title, post.role)},
                                                  {"gatehouseRole", {post.role}},
                                                  {"gatehouseScope", present(post.scope)},
                                                  {"gatehouseOrganisationDN", {names_.organisation(post.organisation)}},
                                                  {"roleOccupant", occupants}});
}

Result<void> LdapDirectory::put(const connector::GrantEntry& grant) {
    const Values until = grant.until_millis == 0 ? Values{} : Values{utc_compact(from_millis(grant.until_millis))};
    return connection_.put(names_.grant(grant.id), {{"objectClass", {"gatehouseGrant"}},
                                                    {"gatehouseId", {grant.id}},
                                                    {"gatehouseHolder", {names_.person(grant.person)}},
                                                    {"gatehousePostDN", {names_.post(grant.post)}},
                                                    {"gatehouseOrganisationDN", {names_.organisation(grant.organisation)}},
                                                    {"gatehouseRole", {grant.role}},
                                                    {"gatehouseScope", present(grant.scope)},
                                                    {"gatehouseDecision", {grant.decision}},
                                                    {"gatehouseFrom", {utc_compact(from_millis(grant.from_millis))}},
                                                    {"gatehouseUntil", until}});
}

Result<void> LdapDirectory::remove_grant(std::string_view id) {
    return connection_.remove(names_.grant(id));
}

Result<void> LdapDirectory::remove_post(std::string_view id) {
    return connection_.remove(names_.post(id));
}

Result<void> LdapDirectory::remove_person(std::string_view sub) {
    return connection_.remove(names_.person(sub));
}

Result<std::vector<std::string>> LdapDirectory::grant_ids() {
    return connection_.values(names_.grants(), "(objectClass=gatehouseGrant)", "gatehouseId");
}

}  // namespace gatehouse::ldap
