// What an action leaves in the outbox.
//   kind "publish", stream "directory": {"grant":id} | {"organisation":id} | {"person":"issuer sub"} | {"post":id}: publish what SQL says
//   of
//     it now (a grant that is not active is removed).
//   kind "notify": {"event":"request.received"|"request.to_decide"|"request.accepted"|"request.rejected"|"request.withdrawn",
//     "request":id, "request_post":id}: mails to the person, or to those who may decide. One item per event and post, except
//     request.received: one per request, without request_post.
#pragma once

#include "authz/model.hpp"
#include "connectors/sql/db.hpp"

namespace gatehouse::authz {

void publish_grant(sql::Tx& tx, const GrantId& id, Instant now);
void publish_organisation(sql::Tx& tx, const OrganisationId& id, Instant now);
void publish_person(sql::Tx& tx, const PersonId& id, Instant now);
void notify(sql::Tx& tx, std::string_view event, const RequestId& request, const RequestPostId& request_post, Instant now);

}  // namespace gatehouse::authz
