// Distinguished names and filters: every value from outside passes through one of these two.
#pragma once

#include <string>
#include <string_view>

namespace gatehouse::ldap {

std::string escape_dn_value(std::string_view value);      // RFC 4514 section 2.4
std::string escape_filter_value(std::string_view value);  // RFC 4515 section 3

// Where the entries of one environment stand.
class Names {
public:
    explicit Names(std::string suffix) : suffix_(std::move(suffix)) {}
    std::string person(std::string_view sub) const;       // uid=…,ou=people,SUFFIX
    std::string organisation(std::string_view id) const;  // gatehouseId=…,ou=organisations,SUFFIX
    std::string post(std::string_view id) const;          // gatehouseId=…,ou=posts,SUFFIX
    std::string grant(std::string_view id) const;         // gatehouseId=…,ou=grants,SUFFIX
    std::string grants() const { return "ou=grants," + suffix_; }

private:
    std::string suffix_;
};

}  // namespace gatehouse::ldap
