// A store is born demo or real and never changes (invariant 16). Table store_birth, one row, made immutable by trigger;
// its migration is part of connectors/sql (store_birth_steps(), number 1; programs' own steps start at 10).
#pragma once

#include "connectors/sql/migrate.hpp"

namespace gatehouse::sql {

enum class Birth { demo, real };
struct StoreBirth {
    Birth birth;
    std::string program;      // "idp" or "authz"
    std::string environment;  // "", "production", "training"
    std::string origin;       // log origin, e.g. "localhost:9443/production"
};

const std::vector<Step>& store_birth_steps();
// First call writes, later calls compare. Error conflict with a sentence naming both where they differ.
Result<void> be_born(Db& db, const StoreBirth& birth, Instant now);
Result<std::optional<StoreBirth>> read_birth(Db& db);

}  // namespace gatehouse::sql
