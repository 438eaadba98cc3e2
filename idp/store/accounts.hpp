// Accounts. Usernames and ids are taken for ever in taken_username and taken_sub, even after erasure (invariant 14).
#pragma once

#include "connectors/sql/db.hpp"
#include "idp/model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::idp {

std::string username_key(std::string_view username);  // lower case of ASCII
std::string email_key(std::string_view email);        // lower case of ASCII

std::optional<Account> find_account(sql::ReadTx& tx, const AccountId& id);
std::optional<Account> find_account_by_email(sql::ReadTx& tx, std::string_view email);
std::optional<Account> find_account_by_username(sql::ReadTx& tx, std::string_view username);
// What a person types to sign in: with '@' an address, otherwise a username.
std::optional<Account> find_account_by_login(sql::ReadTx& tx, std::string_view typed);

bool username_is_taken(sql::ReadTx& tx, std::string_view username);
// false: taken. An id or name once taken stays taken.
bool take_sub(sql::Tx& tx, const AccountId& id, Instant now);
bool take_username(sql::Tx& tx, std::string_view username, const AccountId& id, Instant now);

enum class Inserted { yes, email_in_use };
// The id must be taken before, and so must the username, by this id.
Inserted insert_account(sql::Tx& tx, const Account& account);
void set_password(sql::Tx& tx, const AccountId& id, const std::string& hash, Instant now);
// Only where the hash is still `old_hash` (a newer password wins over a rehash).
void rehash_password(sql::Tx& tx, const AccountId& id, const std::string& old_hash, const std::string& hash);
void set_email_language(sql::Tx& tx, const AccountId& id, std::string_view language);

struct AccountPage {
    std::vector<Account> accounts;  // by id
    std::string next;               // cursor of the next page; empty: the end
};
AccountPage list_accounts(sql::ReadTx& tx, const std::string& cursor, int limit);  // limit 1–200
bool holds_personas(sql::ReadTx& tx);

}  // namespace gatehouse::idp
