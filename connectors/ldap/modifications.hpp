// Attributes as libldap's LDAPMod array; owns all of it.
#pragma once

#include "connectors/ldap/connection.hpp"

#include <ldap.h>

#include <vector>

namespace gatehouse::ldap {

class Modifications {
public:
    enum class For { add, replace };  // add leaves attributes without values out; replace removes them
    // attributes must outlive this.
    Modifications(const Attributes& attributes, For purpose);
    Modifications(const Modifications&) = delete;
    Modifications& operator=(const Modifications&) = delete;
    LDAPMod** get() { return pointers_.data(); }

private:
    struct One {
        std::vector<berval> values;
        std::vector<berval*> pointers;
        LDAPMod change{};
    };
    std::vector<One> ones_;
    std::vector<LDAPMod*> pointers_;
};

}  // namespace gatehouse::ldap
