#include "idp/registration/send_again.hpp"

#include "idp/registration/send_link.hpp"

namespace gatehouse::idp {

namespace {

SentAgain send_if_due(const Core& core, sql::Tx& tx, const LinkRequest& request) {
    if (request.state != LinkRequestState::open) return SentAgain::not_open;
    if (count_send(tx, request.id, core.now())) {
        send_link(core, tx, request);
        return SentAgain::yes;
    }
    return request.sends >= most_sends ? SentAgain::too_often : SentAgain::too_soon;
}

}  // namespace

Result<SentAgain> send_again(const Core& core, const LinkRequestId& id, const BrowserId& browser) {
    return core.db.transact([&](sql::Tx& tx) -> Result<SentAgain> {
        const auto request = find_link_request(tx, id);
        if (!request || request->browser != browser) return SentAgain::not_open;
        return send_if_due(core, tx, *request);
    });
}

Result<Renewed> send_again(const Core& core, std::string_view expired_proof) {
    return core.db.transact([&](sql::Tx& tx) -> Result<Renewed> {
        const auto link = find_link(tx, expired_proof);
        if (!link) return Renewed{};
        return Renewed{send_if_due(core, tx, link->request), link->request};
    });
}

}  // namespace gatehouse::idp
