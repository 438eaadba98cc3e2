#include "idp/tokens/signing_keys.hpp"

#include "idp/store/signing_keys.hpp"

namespace gatehouse::idp {

Result<void> SigningKeys::read() {
    TRY(auto stored, core_.db.read([&](sql::ReadTx& tx) { return read_signing_keys(tx, core_.seal); }));
    State fresh;
    fresh.read_at = core_.now();
    for (auto& [key, state] : stored) {
        if (state == KeyState::active) fresh.active.emplace(key.algorithm(), key);
        fresh.all.add(std::move(key));
    }
    state_.with([&](State& state) { state = std::move(fresh); });
    return {};
}

// The key is made outside the transaction: an RSA key takes a tenth of a second, and the writer has other things to do.
Result<void> SigningKeys::make(jose::Algorithm algorithm) {
    const jose::Key key = jose::Key::generate(algorithm);
    TRY_VOID(core_.db.transact([&](sql::Tx& tx) -> Result<void> {
        offer_signing_key(tx, core_.seal, key, core_.now());
        return {};
    }));
    return read();
}

Result<jose::Key> SigningKeys::signing(jose::Algorithm algorithm) {
    const auto held = [&] {
        return state_.with([&](const State& state) -> std::optional<jose::Key> {
            const auto found = state.active.find(algorithm);
            return found == state.active.end() ? std::nullopt : std::optional(found->second);
        });
    };
    if (auto key = held()) return *std::move(key);
    TRY_VOID(read());
    if (auto key = held()) return *std::move(key);
    TRY_VOID(make(algorithm));
    if (auto key = held()) return *std::move(key);
    return fail(ErrorCode::internal, "There is no signing key.", {}, std::string(jose::name(algorithm)));
}

Result<jose::KeySet> SigningKeys::published() {
    const Instant stale = core_.now() - Milliseconds(10'000);
    if (state_.with([&](const State& state) { return state.read_at <= stale || state.all.keys().empty(); })) TRY_VOID(read());
    return state_.with([](const State& state) -> Result<jose::KeySet> { return state.all; });
}

}  // namespace gatehouse::idp
