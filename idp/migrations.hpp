// Every schema step of the identity provider's store, in order: birth, outbox, audit, then ours (embedded at build).
#pragma once

#include "connectors/sql/migrate.hpp"

#include <vector>

namespace gatehouse::idp {

const std::vector<sql::Step>& migrations();  // idp/migrations/*.sql
std::vector<sql::Step> all_steps();

}  // namespace gatehouse::idp
