#include "idp/model.hpp"

#include <stdexcept>

namespace gatehouse::idp {

std::string_view name(AccountState state) {
    switch (state) {
        case AccountState::active:
            return "active";
        case AccountState::locked:
            return "locked";
        case AccountState::closing:
            return "closing";
        case AccountState::closed:
            return "closed";
    }
    throw std::logic_error("account state out of range");
}

AccountState account_state(std::string_view wanted) {
    for (AccountState state : {AccountState::active, AccountState::locked, AccountState::closing, AccountState::closed}) {
        if (name(state) == wanted) return state;
    }
    throw std::logic_error("the store holds an unknown account state");
}

}  // namespace gatehouse::idp
