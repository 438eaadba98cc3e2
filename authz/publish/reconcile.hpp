// Brings the directory to SQL's state, whatever happened to either: at start, hourly, and after an outage.
#pragma once

#include "authz/publish/publisher.hpp"

#include <functional>
#include <optional>

namespace gatehouse::authz {

struct Reconciled {
    std::int64_t published = 0;  // persons, organisations with posts, posts and grants
    std::int64_t removed = 0;    // grants the directory showed and SQL does not hold
    std::int64_t refused = 0;    // entries the directory will not take as they are (bad_input); a later run tries again
    std::optional<Error> first_refusal;
};

// First removes what must not be shown, then publishes what must. should_stop is asked between entries; a stop ends it early without an
// error. Errors: the first of SQL or of a directory that is away; what was done stays, a later run does the rest.
Result<Reconciled> reconcile(sql::Db& db, Publisher& publisher, const std::function<bool()>& should_stop = [] { return false; });

}  // namespace gatehouse::authz
