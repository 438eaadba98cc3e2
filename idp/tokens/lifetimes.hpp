// How long what is issued lives.
#pragma once

#include "base/clock.hpp"

namespace gatehouse::idp {

inline constexpr Seconds access_token_lifetime{3600};      // of a person, from a code
inline constexpr Seconds service_token_lifetime{600};      // client_credentials
inline constexpr Seconds distributed_claim_lifetime{300};  // OpenID Connect Core 5.6.2
inline constexpr Seconds id_token_lifetime{3600};

}  // namespace gatehouse::idp
