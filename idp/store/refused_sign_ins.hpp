// Refused sign-ins are counted per account (or per network address where there is no account) and quarter of an hour;
// a finished quarter becomes one audit leaf (invariant 7).
#pragma once

#include "connectors/sql/db.hpp"
#include "idp/model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::idp {

void count_refusal(sql::Tx& tx, const std::optional<AccountId>& account, std::string_view peer, Instant now);

struct Refusals {
    std::optional<AccountId> account;
    std::string peer;  // of the last one
    std::int64_t count = 0;
    Instant quarter_began{};
};
// Takes up to `limit` finished quarters out of the table; the caller writes their leaves in the same transaction.
std::vector<Refusals> take_refusals(sql::Tx& tx, Instant now, int limit);

}  // namespace gatehouse::idp
