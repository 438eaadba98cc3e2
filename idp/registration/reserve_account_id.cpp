#include "idp/registration/reserve_account_id.hpp"

#include "idp/store/accounts.hpp"

namespace gatehouse::idp {

namespace {

AccountId random_account_id(crypto::Random& random) {
    constexpr std::string_view alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::string id = "n";
    while (id.size() < 9) {
        const auto byte = static_cast<unsigned char>(random.bytes(1).front());
        if (byte < 252) id += alphabet[byte % alphabet.size()];  // 252 = 7 · 36: no letter is likelier
    }
    return AccountId(id);
}

}  // namespace

AccountId reserve_account_id(const Core& core, sql::Tx& tx) {
    for (;;) {
        AccountId id = random_account_id(core.around.random);
        if (take_sub(tx, id, core.now())) return id;
    }
}

}  // namespace gatehouse::idp
