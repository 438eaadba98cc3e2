// ID tokens (OpenID Connect Core 2 and 3.1.3.6).
#pragma once

#include "idp/client_auth/client.hpp"
#include "idp/model.hpp"
#include "idp/store/codes.hpp"
#include "idp/tokens/protocol.hpp"

#include <string>
#include <string_view>

namespace gatehouse::idp {

// Signed as the client registered; access_token is what at_hash is computed over.
Result<std::string> make_id_token(const Protocol& protocol, const Client& client, const Account& account, const Code& code,
                                  std::string_view access_token);

}  // namespace gatehouse::idp
