#include "idp/store/accounts.hpp"

#include <algorithm>

namespace gatehouse::idp {

namespace {

#define ACCOUNT_COLUMNS                                                                                                   \
    "sub, username, first_name, last_name, email, email_language, state, kind, password_hash, created_at, activated_at, " \
    "password_set_at"

Account account_of(const sql::Row& row) {
    Account account;
    account.id = AccountId(row.text(0));
    account.username = row.text(1);
    account.first_name = row.text(2);
    account.last_name = row.text(3);
    account.email = row.text(4);
    account.email_language = row.text(5);
    account.state = account_state(row.text(6));
    account.kind = row.text(7) == "persona" ? AccountKind::persona : AccountKind::person;
    account.password_hash = row.text(8);
    account.created_at = from_millis(row.integer(9));
    account.activated_at = from_millis(row.integer(10));
    account.password_set_at = from_millis(row.integer(11));
    return account;
}

std::optional<Account> account_of(const std::optional<sql::Row>& row) {
    if (!row) return std::nullopt;
    return account_of(*row);
}

std::string ascii_lower(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

}  // namespace

std::string username_key(std::string_view username) {
    return ascii_lower(username);
}

std::string email_key(std::string_view email) {
    return ascii_lower(email);
}

std::optional<Account> find_account(sql::ReadTx& tx, const AccountId& id) {
    return account_of(tx.query_one("SELECT " ACCOUNT_COLUMNS " FROM account WHERE sub = :sub", {id.str()}));
}

std::optional<Account> find_account_by_email(sql::ReadTx& tx, std::string_view email) {
    return account_of(tx.query_one("SELECT " ACCOUNT_COLUMNS " FROM account WHERE email_key = :key", {email_key(email)}));
}

std::optional<Account> find_account_by_username(sql::ReadTx& tx, std::string_view username) {
    return account_of(tx.query_one("SELECT " ACCOUNT_COLUMNS " FROM account WHERE username_key = :key", {username_key(username)}));
}

std::optional<Account> find_account_by_login(sql::ReadTx& tx, std::string_view typed) {
    return typed.contains('@') ? find_account_by_email(tx, typed) : find_account_by_username(tx, typed);
}

bool username_is_taken(sql::ReadTx& tx, std::string_view username) {
    return tx.query_one("SELECT 1 FROM taken_username WHERE username_key = :key", {username_key(username)}).has_value();
}

bool take_sub(sql::Tx& tx, const AccountId& id, Instant now) {
    return tx.execute("INSERT INTO taken_sub (sub, taken_at) VALUES (:sub, :at) ON CONFLICT DO NOTHING", {id.str(), to_millis(now)}) == 1;
}

bool take_username(sql::Tx& tx, std::string_view username, const AccountId& id, Instant now) {
    return tx.execute("INSERT INTO taken_username (username_key, sub, taken_at) VALUES (:key, :sub, :at) ON CONFLICT DO NOTHING",
                      {username_key(username), id.str(), to_millis(now)}) == 1;
}

Inserted insert_account(sql::Tx& tx, const Account& account) {
    const auto rows = tx.execute(
        "INSERT INTO account (sub, username, username_key, first_name, last_name, email, email_key, email_language, state, kind, "
        "password_hash, created_at, activated_at, password_set_at) VALUES (:sub, :username, :username_key, :first, :last, :email, "
        ":email_key, :language, :state, :kind, :hash, :created, :activated, :password_set) ON CONFLICT (email_key) DO NOTHING",
        {account.id.str(), account.username, username_key(account.username), account.first_name, account.last_name, account.email,
         email_key(account.email), account.email_language, std::string(name(account.state)),
         std::string(account.kind == AccountKind::persona ? "persona" : "person"), account.password_hash, to_millis(account.created_at),
         to_millis(account.activated_at), to_millis(account.password_set_at)});
    return rows == 1 ? Inserted::yes : Inserted::email_in_use;
}

void set_password(sql::Tx& tx, const AccountId& id, const std::string& hash, Instant now) {
    tx.execute("UPDATE account SET password_hash = :hash, password_set_at = :at WHERE sub = :sub", {hash, to_millis(now), id.str()});
}

void rehash_password(sql::Tx& tx, const AccountId& id, const std::string& old_hash, const std::string& hash) {
    tx.execute("UPDATE account SET password_hash = :hash WHERE sub = :sub AND password_hash = :old", {hash, id.str(), old_hash});
}

void set_email_language(sql::Tx& tx, const AccountId& id, std::string_view language) {
    tx.execute("UPDATE account SET email_language = :language WHERE sub = :sub", {std::string(language), id.str()});
}

AccountPage list_accounts(sql::ReadTx& tx, const std::string& cursor, int limit) {
    const std::int64_t wanted = std::clamp(limit, 1, 200);
    AccountPage page;
    for (const auto& row :
         tx.query("SELECT " ACCOUNT_COLUMNS " FROM account WHERE sub > :cursor ORDER BY sub LIMIT :n", {cursor, wanted})) {
        page.accounts.push_back(account_of(row));
    }
    if (std::ssize(page.accounts) == wanted) page.next = page.accounts.back().id.str();
    return page;
}

bool holds_personas(sql::ReadTx& tx) {
    return !tx.query("SELECT 1 FROM account WHERE kind = 'persona' LIMIT 1").empty();
}

#undef ACCOUNT_COLUMNS

}  // namespace gatehouse::idp
