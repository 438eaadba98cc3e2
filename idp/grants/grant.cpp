#include "idp/grants/grant.hpp"

#include <array>
#include <utility>

namespace gatehouse::idp {

Grant grant_of(std::string_view grant_type) {
    static constexpr auto table = std::to_array<std::pair<std::string_view, Grant>>(
        {{"authorization_code", authorization_code}, {"client_credentials", client_credentials}});
    for (const auto& [name, grant] : table)
        if (name == grant_type) return grant;
    return nullptr;
}

}  // namespace gatehouse::idp
