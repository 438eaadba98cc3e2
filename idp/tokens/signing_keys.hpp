// The signing keys of this program, parsed once and kept in memory; one per algorithm, made at its first use.
#pragma once

#include "base/jose/jws.hpp"
#include "base/locked.hpp"
#include "idp/deps.hpp"

#include <map>

namespace gatehouse::idp {

class SigningKeys {
public:
    explicit SigningKeys(const Core& core) : core_(core) {}

    // Errors: unavailable (store), internal (wrong seal key).
    Result<jose::Key> signing(jose::Algorithm algorithm);
    // Every key that may have signed something alive; read anew after ten seconds, because another node may have made one.
    Result<jose::KeySet> published();

private:
    struct State {
        std::map<jose::Algorithm, jose::Key> active;
        jose::KeySet all;
        Instant read_at{};
    };
    Result<void> read();
    Result<void> make(jose::Algorithm algorithm);

    const Core& core_;
    Locked<State> state_;
};

}  // namespace gatehouse::idp
