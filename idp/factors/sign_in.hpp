// Sign in by e-mail address or username and password. Unknown names cost the same work and get the same words
// (invariant 12). Tries are counted before they are made, so that many at once are no way around:
//   - typed name and peer: after 5 failures a pause of 15 minutes;
//   - typed name from everywhere: under attack (50 failures in a quarter of an hour) each peer has one try instead of five, so that
//     nobody can lock the owner out, who comes from elsewhere and knows the password;
//   - peer with whatever names: after 100 failures the same pause.
#pragma once

#include "base/secret.hpp"
#include "idp/deps.hpp"
#include "idp/store/accounts.hpp"
#include "idp/store/sessions.hpp"

#include <optional>
#include <string>

namespace gatehouse::idp {

inline constexpr std::chrono::minutes sign_in_pause{15};
inline constexpr int tries_before_pause = 5;

struct SignIn {
    std::string typed;
    Secret password;
    Keep keep = Keep::until_browser_closes;
    BrowserId browser;
    std::optional<SessionId> replaces;  // the session this browser had
    std::string peer;
    std::string device;
};

struct SignInOutcome {
    enum class Kind { signed_in, wrong, paused } kind = Kind::wrong;
    int tries_left = 0;          // wrong: before the pause
    Milliseconds pause_left{0};  // paused
    std::optional<OpenedSession> session;
    std::optional<Account> account;
};

// In the password pool (Work::hash).
Result<SignInOutcome> sign_in(const Deps& deps, const SignIn& wanted);

}  // namespace gatehouse::idp
