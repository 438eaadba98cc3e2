#include "connectors/ldap/modifications.hpp"

namespace gatehouse::ldap {

Modifications::Modifications(const Attributes& attributes, For purpose) {
    ones_.reserve(attributes.size());  // pointers into it are handed out
    for (const auto& [name, values] : attributes) {
        if (values.empty() && purpose == For::add) continue;
        One& one = ones_.emplace_back();
        for (const std::string& value : values) one.values.push_back({value.size(), const_cast<char*>(value.data())});
        for (berval& value : one.values) one.pointers.push_back(&value);
        one.pointers.push_back(nullptr);
        one.change.mod_op = (purpose == For::add ? LDAP_MOD_ADD : LDAP_MOD_REPLACE) | LDAP_MOD_BVALUES;
        one.change.mod_type = const_cast<char*>(name.c_str());
        one.change.mod_bvalues = one.values.empty() ? nullptr : one.pointers.data();
        pointers_.push_back(&one.change);
    }
    pointers_.push_back(nullptr);
}

}  // namespace gatehouse::ldap
