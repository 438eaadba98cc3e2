// What the identity provider's code works with. Core is what use cases need (pages and command line alike),
// Deps adds what only the web program has. Both only refer; apps/idp/assemble owns.
#pragma once

#include "audit/audit.hpp"
#include "base/crypto/seal.hpp"
#include "base/html/templates.hpp"
#include "base/http/client.hpp"
#include "base/http/session.hpp"
#include "base/surroundings.hpp"
#include "connectors/outbox/outbox.hpp"
#include "connectors/sql/db.hpp"
#include "idp/settings.hpp"

#include <string>

namespace gatehouse::idp {

struct Core {
    const Settings& settings;
    Surroundings around;
    sql::Db& db;
    const audit::Audit& audit;
    const crypto::Seal& seal;

    Instant now() const { return around.clock.now(); }
    audit::PersonKey person(const std::string& sub) const { return {settings.issuer, sub}; }
};

struct Deps : Core {
    const html::Templates& templates;
    const http::SessionCookie& cookie;
    outbox::Worker& outbox;
    http::Client& client;           // outgoing calls (back-channel logout)
    const std::string& dummy_hash;  // verified when there is no account, so that the work is equal (invariant 12)
};

}  // namespace gatehouse::idp
