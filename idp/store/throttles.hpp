// Counters that pass with time: one row a key, counted up in the transaction it protects. Keys are fingerprints of what
// they are about, so that the table tells nobody who tried what.
#pragma once

#include "connectors/sql/db.hpp"
#include "idp/model.hpp"

#include <string>
#include <string_view>

namespace gatehouse::idp {

struct Count {
    std::int64_t count = 0;
    Instant ends_at{};  // then it begins anew
};

// "sign-in" and its parts → one key; the parts cannot be told apart by gluing them differently.
std::string throttle_key(std::string_view what, std::initializer_list<std::string_view> parts);

Count count_up(sql::Tx& tx, const std::string& key, Milliseconds window, Instant now);
Count count_of(sql::ReadTx& tx, const std::string& key, Instant now);
void prolong(sql::Tx& tx, const std::string& key, Instant ends_at);
void give_back(sql::Tx& tx, const std::string& key);  // one less
void clear_count(sql::Tx& tx, const std::string& key);
int forget_throttles(sql::Tx& tx, Instant now, int limit);

}  // namespace gatehouse::idp
