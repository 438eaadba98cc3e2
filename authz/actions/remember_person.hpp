// What a verified ID token told about a person, at sign-in. The first time makes the person (one leaf); a changed name
// is kept (one leaf) and published; otherwise only last_seen moves (no leaf).
#pragma once

#include "authz/actions/context.hpp"

namespace gatehouse::authz {

struct SeenPerson {
    std::string issuer, sub;
    Name name;
    std::string email, locale;
};

Result<PersonId> remember_person(const ActionContext& context, const SeenPerson& seen);

}  // namespace gatehouse::authz
