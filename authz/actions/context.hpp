// What every use case needs; the command line builds one too. An action opens its own transaction, writes its leaves
// and outbox items in it, and calls wake() when it is durable.
#pragma once

#include "audit/audit.hpp"
#include "authz/model.hpp"
#include "base/crypto/random.hpp"
#include "connectors/sql/db.hpp"
#include "policies/engine/policy.hpp"

#include <functional>
#include <string>

namespace gatehouse::authz {

struct ActionContext {
    sql::Db& db;
    const policy::Policy& policy;
    const audit::Audit& audit;
    const Clock& clock;
    crypto::Random& random;
    std::string environment;
    std::function<void()> wake;  // the outbox has something; may be empty
};

// A refusal that must be kept (its denial leaf commits) travels as a value through transact().
template <class T>
Result<T> unwrap(Result<Result<T>> kept) {
    if (!kept) return std::unexpected(std::move(kept).error());
    return std::move(*kept);
}

}  // namespace gatehouse::authz
