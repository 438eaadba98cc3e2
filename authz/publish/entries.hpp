// SQL's rows as directory entries, read in one snapshot. nullopt: nothing to show.
#pragma once

#include "authz/model.hpp"
#include "connectors/api/connector.hpp"
#include "connectors/sql/db.hpp"

#include <optional>

namespace gatehouse::authz {

std::optional<connector::PersonEntry> person_entry(sql::ReadTx& tx, const PersonId& id);
std::optional<connector::OrganisationEntry> organisation_entry(sql::ReadTx& tx, const OrganisationId& id);
// Occupants: subs of those whose grant of the post is active and inside its dates.
std::optional<connector::PostEntry> post_entry(sql::ReadTx& tx, const PostId& id, Instant now);

struct ShownGrant {
    Grant grant;
    bool shown = false;  // active and not past its end
    connector::GrantEntry entry;
};
std::optional<ShownGrant> grant_entry(sql::ReadTx& tx, const GrantId& id, Instant now);

}  // namespace gatehouse::authz
