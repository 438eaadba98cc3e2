#pragma once

#include "authz/actions/context.hpp"

namespace gatehouse::authz {

struct GrantFilter {
    std::string sub;           // exact
    std::string organisation;  // id
    std::string state;         // "", active, suspended, ended
    std::string cursor;
    int limit = 50;
};

struct ListedGrant {
    Grant grant;
    std::string organisation_name;
};

struct GrantPage {
    std::vector<ListedGrant> rows;  // by id
    std::string next;
};

Result<GrantPage> list_grants(sql::Db& db, const GrantFilter& filter);

}  // namespace gatehouse::authz
