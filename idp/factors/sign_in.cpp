#include "idp/factors/sign_in.hpp"

#include "idp/registration/session_leaves.hpp"
#include "idp/store/peer_network.hpp"
#include "idp/store/refused_sign_ins.hpp"
#include "idp/store/throttles.hpp"

#include <algorithm>

namespace gatehouse::idp {

namespace {

constexpr int tries_under_attack = 1;
constexpr int failures_that_are_an_attack = 50;
constexpr int failures_of_one_peer = 100;

struct Keys {
    std::string pair, name, peer;
};

Keys keys_of(const SignIn& wanted) {
    const std::string name = email_key(wanted.typed);  // lower case fits usernames as well
    const std::string peer = peer_network(wanted.peer);
    return {throttle_key("sign-in", {name, peer}), throttle_key("sign-in-name", {name}), throttle_key("sign-in-peer", {peer})};
}

struct Reserved {
    int tries_left = 0;
    Milliseconds pause_left{0};
    std::optional<Account> account;
};

// Counts this try as a failure; sign-in takes it back. Paused tries count nothing, so that a pause ends.
Result<Reserved> reserve_try(const Core& core, const SignIn& wanted, const Keys& keys) {
    return core.db.transact([&](sql::Tx& tx) -> Result<Reserved> {
        const Instant now = core.now();
        const Count pair = count_of(tx, keys.pair, now);
        const Count peer = count_of(tx, keys.peer, now);
        const bool attacked = count_of(tx, keys.name, now).count >= failures_that_are_an_attack;
        const int most = attacked ? tries_under_attack : tries_before_pause;
        if (pair.count >= most) return Reserved{0, pair.ends_at - now, std::nullopt};
        if (peer.count >= failures_of_one_peer) return Reserved{0, peer.ends_at - now, std::nullopt};
        const Count after = count_up(tx, keys.pair, sign_in_pause, now);
        if (after.count >= most) prolong(tx, keys.pair, now + sign_in_pause);
        count_up(tx, keys.name, sign_in_pause, now);
        count_up(tx, keys.peer, sign_in_pause, now);
        return Reserved{most - static_cast<int>(after.count), Milliseconds{0}, find_account_by_login(tx, wanted.typed)};
    });
}

bool is_right(const Deps& deps, const std::optional<Account>& account, const Secret& password) {
    const bool has_one = account && !account->password_hash.empty();
    const bool right = crypto::verify_password(has_one ? account->password_hash : deps.dummy_hash, password);
    return has_one && right && account->may_sign_in();
}

void take_back_try(sql::Tx& tx, const Keys& keys) {
    clear_count(tx, keys.pair);
    for (const std::string& key : {keys.name, keys.peer}) give_back(tx, key);
}

Result<SignInOutcome> open(const Deps& deps, const SignIn& wanted, const Keys& keys, const Account& verified, const std::string& rehashed) {
    return deps.db.transact([&](sql::Tx& tx) -> Result<SignInOutcome> {
        // Between check and now the password may have been changed, or the account locked.
        const auto account = find_account(tx, verified.id);
        if (!account || !account->may_sign_in() || account->password_hash != verified.password_hash) return SignInOutcome{};
        take_back_try(tx, keys);
        if (!rehashed.empty()) rehash_password(tx, account->id, verified.password_hash, rehashed);
        if (wanted.replaces) leave_session_replaced(deps, tx, *wanted.replaces);
        NewSession session;
        session.account = account->id;
        session.browser = wanted.browser;
        session.keep = wanted.keep;
        session.device = wanted.device;
        OpenedSession opened = open_session(tx, session, deps.around.random, deps.now());
        leave_session_opened(deps, tx, opened.session);
        return SignInOutcome{SignInOutcome::Kind::signed_in, 0, Milliseconds{0}, std::move(opened), account};
    });
}

Result<SignInOutcome> refuse(const Core& core, const SignIn& wanted, const Reserved& reserved) {
    TRY_VOID(core.db.transact([&](sql::Tx& tx) -> Result<void> {
        const auto account = reserved.account ? std::optional(reserved.account->id) : std::nullopt;
        count_refusal(tx, account, peer_network(wanted.peer), core.now());
        return {};
    }));
    SignInOutcome outcome;
    outcome.tries_left = std::max(reserved.tries_left, 0);
    if (outcome.tries_left == 0) {
        outcome.kind = SignInOutcome::Kind::paused;
        outcome.pause_left = sign_in_pause;
    }
    return outcome;
}

}  // namespace

Result<SignInOutcome> sign_in(const Deps& deps, const SignIn& wanted) {
    const Keys keys = keys_of(wanted);
    TRY(auto reserved, reserve_try(deps, wanted, keys));
    if (reserved.pause_left.count() > 0) {
        return SignInOutcome{SignInOutcome::Kind::paused, 0, reserved.pause_left, std::nullopt, std::nullopt};
    }
    if (!is_right(deps, reserved.account, wanted.password)) return refuse(deps, wanted, reserved);
    std::string rehashed;
    const auto& cost = deps.settings.password_cost;
    if (crypto::needs_rehash(reserved.account->password_hash, cost)) rehashed = crypto::hash_password(wanted.password, cost);
    return open(deps, wanted, keys, *reserved.account, rehashed);
}

}  // namespace gatehouse::idp
