// Authorization codes (RFC 6749 section 4.1.2): 60 seconds, once. Only the fingerprint is kept. A family is what was
// issued from one code; when the code comes a second time, the family is revoked.
//     issued ──(first redemption)──▶ used ──(a second one)──▶ used, family revoked
#pragma once

#include "base/crypto/random.hpp"
#include "base/secret.hpp"
#include "connectors/sql/db.hpp"
#include "idp/model.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::idp {

inline constexpr Seconds code_lifetime{60};
inline constexpr Milliseconds family_lifetime = std::chrono::hours{24};  // outlives every token of it

using FamilyId = Id<struct FamilyTag>;

struct Code {
    FamilyId family;
    std::string client_id;
    AccountId account;
    SessionId session;
    std::string redirect_uri, code_challenge, nonce, scope, resource;
    Instant auth_time{};
    std::string acr, amr;
};

// The code (43 letters); it leaves in the redirect and is nowhere else. Fills in the family.
Secret insert_code(sql::Tx& tx, Code code, crypto::Random& random, Instant now);

enum class Redeemed { first, again, never };
struct Redemption {
    Redeemed outcome = Redeemed::never;
    Code code;  // of first and again
};
// One conditional write decides (invariant 6). never: unknown, expired, or another client's.
Redemption redeem_code(sql::Tx& tx, std::string_view code, std::string_view client_id, Instant now);

void revoke_family(sql::Tx& tx, const FamilyId& family, Instant now);
bool is_revoked(sql::ReadTx& tx, const FamilyId& family);
int forget_codes_and_families(sql::Tx& tx, Instant now, int limit);

}  // namespace gatehouse::idp
