// What pages and endpoints of one running program share. Built once by apps/authz/assemble; outlives the router.
#pragma once

#include "authz/actions/context.hpp"
#include "authz/settings.hpp"
#include "base/html/templates.hpp"
#include "base/http/session.hpp"
#include "base/surroundings.hpp"
#include "connectors/sql/db.hpp"

namespace gatehouse::authz {

struct Deps {
    const Settings& settings;
    Surroundings around;
    sql::Db& db;
    ActionContext actions;
    const html::Templates& templates;
    const http::SessionCookie& cookie;
};

}  // namespace gatehouse::authz
