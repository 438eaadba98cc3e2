// The store of the identity provider, opened and checked, with what use cases need: for the program and for the command
// line alike.
#pragma once

#include "idp/deps.hpp"

#include <memory>

namespace gatehouse::idp {

class OpenedCore {
public:
    // Opens the database, makes the schema where the store is empty (an older one: error "run gatehouse migrate"), checks its birth,
    // and refuses a real store that holds a persona (invariant 16). settings must outlive the result.
    // Errors: bad_input, unavailable, conflict.
    static Result<std::unique_ptr<OpenedCore>> open(const Settings& settings, Surroundings around);

    const Core& core() const { return core_; }
    sql::Db& db() const { return *db_; }

private:
    OpenedCore(const Settings& settings, Surroundings around, std::unique_ptr<sql::Db> db);

    std::unique_ptr<sql::Db> db_;
    crypto::Seal seal_;
    audit::Audit audit_;
    Core core_;
};

audit::Origin audit_origin(const Settings& settings);

}  // namespace gatehouse::idp
