// Publishes into the directory what SQL says of a thing now. Each call reads SQL and writes the directory under one lock, so
// that outbox and reconciliation never overtake each other: the directory shows no grant that SQL does not hold (invariant 9).
#pragma once

#include "authz/model.hpp"
#include "base/clock.hpp"
#include "connectors/api/connector.hpp"
#include "connectors/outbox/outbox.hpp"
#include "connectors/sql/db.hpp"

#include <mutex>

namespace gatehouse::authz {

class Publisher {
public:
    Publisher(sql::Db& db, const Clock& clock, connector::Directory& directory) : db_(db), clock_(clock), directory_(directory) {}

    // Whatever is not there or not (any longer) to be shown is removed. Errors: those of the directory and of SQL.
    Result<void> person(const PersonId& id);
    Result<void> organisation(const OrganisationId& id);
    Result<void> post(const PostId& id);    // with its present occupants
    Result<void> grant(const GrantId& id);  // with organisation, person and post, so that no reader meets a loose end

    // Grants that the directory shows. For reconciliation.
    Result<std::vector<std::string>> shown_grants();

    // The outbox's deliverer for items of kind "publish" (authz/store/outbox_items.hpp).
    Result<void> deliver(const outbox::Item& item);

private:
    Result<void> put_person(const PersonId& id);
    Result<void> put_organisation(const OrganisationId& id);
    Result<void> put_post(const PostId& id);

    std::mutex one_at_a_time_;
    sql::Db& db_;
    const Clock& clock_;
    connector::Directory& directory_;
};

}  // namespace gatehouse::authz
