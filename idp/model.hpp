// The words of the identity provider as types. An account belongs to one natural person; its id is the OpenID `sub`.
#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::idp {

// "n" and 8 letters of a-z 0-9; opaque, random, never given to somebody else (invariant 14).
using AccountId = Id<struct AccountTag>;
// 22 letters; public (the `sid` of ID tokens). The secret in the cookie is the session's proof, stored as fingerprint only.
using SessionId = Id<struct SessionTag>;
// 22 letters; the anonymous visitor's id in the sealed cookie. It outlives sign-in, so that a request stored before
// sign-in resumes only in the browser that began; it opens nothing by itself.
using BrowserId = Id<struct BrowserTag>;
// A stored authorization request (the `request` parameter of /login, /register, /password and /authorize/resume).
using RequestId = Id<struct RequestTag>;

//   pending_email ──(password set through the mailed link)──▶ active ⇄ locked (an administrator's act)
//                                                             active ⇄ closing (30 days) ─▶ closed
// pending_email is a row of link_request with its own reserved id; the account row begins at active.
enum class AccountState { active, locked, closing, closed };
std::string_view name(AccountState state);
AccountState account_state(std::string_view name);  // throws std::logic_error: the store holds something else

// A persona is a made-up person of a demo store; a real store that holds one does not start (invariant 16).
enum class AccountKind { person, persona };

struct Account {
    AccountId id;
    std::string username;  // as typed; unique without regard to case
    std::string first_name, last_name;
    std::string email;  // as typed, verified by the mailed link
    std::string email_language;
    AccountState state = AccountState::active;
    AccountKind kind = AccountKind::person;
    std::string password_hash;  // "$argon2id$…"; empty: none set
    Instant created_at{}, activated_at{}, password_set_at{};

    std::string display_name() const { return first_name + " " + last_name; }
    bool may_sign_in() const { return state == AccountState::active || state == AccountState::closing; }
};

enum class Keep { until_browser_closes, on_this_device };

struct Session {
    SessionId id;
    AccountId account;
    BrowserId browser;
    Keep keep = Keep::until_browser_closes;
    Instant authenticated_at{};  // auth_time
    Instant last_used_at{}, expires_at{};
    std::string amr;     // space separated RFC 8176 words, e.g. "pwd"
    std::string acr;     // e.g. acr_password
    std::string device;  // the browser's own words (User-Agent), shortened; shown to the person only
};

// What one password alone is worth; EU Login's word, see docs.
inline constexpr std::string_view acr_password = "https://ecas.ec.europa.eu/loa/basic";

}  // namespace gatehouse::idp
