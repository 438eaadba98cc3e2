// An ID token that comes back as a hint (Core 3.1.2.1, RP-Initiated Logout 1.0 section 2): our signature and issuer are
// checked, its expiry is not.
#pragma once

#include "base/jose/jws.hpp"

#include <string>
#include <string_view>

namespace gatehouse::idp {

struct IdTokenHint {
    std::string sub;
    std::string sid;
    std::string client_id;  // aud
};
Result<IdTokenHint> read_id_token_hint(std::string_view token, const jose::KeySet& own_keys, std::string_view issuer);

}  // namespace gatehouse::idp
