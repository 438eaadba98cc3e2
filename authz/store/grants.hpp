// Posts and grants: what is held now, for deciding, publishing and answering.
#pragma once

#include "authz/model.hpp"
#include "connectors/sql/db.hpp"

namespace gatehouse::authz {

void ensure_post(sql::Tx& tx, std::string_view environment, const Post& post, std::string_view organisation_type);
std::optional<Post> find_post(sql::ReadTx& tx, const PostId& id);

void insert_grant(sql::Tx& tx, std::string_view environment, const Grant& grant);
std::optional<Grant> find_grant(sql::ReadTx& tx, const GrantId& id);

// A grant that may act now: active, inside its dates, organisation valid with a valid activity (or country) for the role, and the
// person still bears the name it was made for (invariants 3 and 15).
struct HeldPost {
    Grant grant;
    Organisation organisation;
};
std::vector<HeldPost> held_posts(sql::ReadTx& tx, const PersonId& person, Instant now);
std::optional<HeldPost> acting_grant(sql::ReadTx& tx, const PersonId& person, const PostId& post, Instant now);
// Active and suspended ones, whether they may act or not.
std::vector<HeldPost> grants_of_person(sql::ReadTx& tx, const PersonId& person);
bool holds_open_or_active(sql::ReadTx& tx, const PersonId& person, const PostId& post);

// The same in the policy's words.
std::vector<policy::Holding> holdings(sql::ReadTx& tx, const PersonId& person, Instant now);
bool country_has_authority(sql::ReadTx& tx, std::string_view country, Instant now);

// For publishing and reconciliation: ids of active grants after `after`, in order.
std::vector<GrantId> active_grant_ids(sql::ReadTx& tx, const GrantId& after, int most);

}  // namespace gatehouse::authz
