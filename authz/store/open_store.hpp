// The store of one environment: opened, migrated where it is empty, born, and tied to its environment.
#pragma once

#include "authz/settings.hpp"
#include "base/clock.hpp"
#include "connectors/sql/migrate.hpp"

#include <memory>

namespace gatehouse::authz {

// store_birth, outbox, audit and this part's own steps, by number.
std::vector<sql::Step> all_steps();
// This part's own (generated from authz/migrations).
const std::vector<sql::Step>& migrations();

enum class Older { refuse, migrate };  // a store that lacks steps: programs refuse (an empty one they fill), `gatehouse migrate` migrates
// Errors: bad_input (URL), unavailable, conflict (born otherwise, or of another environment).
Result<std::unique_ptr<sql::Db>> open_store(const Settings& settings, Instant now, Older older);

}  // namespace gatehouse::authz
