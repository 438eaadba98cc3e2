// One environment's published copy in LDAP: ou=people (inetOrgPerson), ou=organisations (organization), ou=posts
// (organizationalRole with roleOccupant) and ou=grants (gatehouseGrant), see schema/gatehouse.schema.
#pragma once

#include "connectors/api/connector.hpp"
#include "connectors/ldap/connection.hpp"
#include "connectors/ldap/name.hpp"

namespace gatehouse::ldap {

class LdapDirectory final : public connector::Directory {
public:
    LdapDirectory(Server server, const std::string& suffix, Log& log) : connection_(std::move(server), log), names_(suffix) {}

    Result<void> put(const connector::PersonEntry& person) override;
    Result<void> put(const connector::OrganisationEntry& organisation) override;
    Result<void> put(const connector::PostEntry& post) override;
    Result<void> put(const connector::GrantEntry& grant) override;
    Result<void> remove_grant(std::string_view id) override;
    Result<void> remove_post(std::string_view id) override;
    Result<void> remove_person(std::string_view sub) override;
    Result<std::vector<std::string>> grant_ids() override;

private:
    Connection connection_;
    Names names_;
};

}  // namespace gatehouse::ldap
