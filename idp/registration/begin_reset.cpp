#include "idp/registration/begin_reset.hpp"

#include "idp/registration/send_link.hpp"
#include "idp/store/accounts.hpp"
#include "idp/store/peer_network.hpp"
#include "idp/store/throttles.hpp"

namespace gatehouse::idp {

namespace {

LinkRequest request_for_nobody(const Core& core, const Reset& reset) {
    LinkRequest request;
    request.id = LinkRequestId(core.around.random.token(16));
    request.purpose = Purpose::none;
    request.browser = reset.browser;
    request.waiting = reset.waiting;
    request.email = reset.typed;
    request.email_language = reset.language;
    request.created_at = request.last_sent_at = core.now();
    request.sends = 1;
    return request;
}

void make_reset(LinkRequest& request, const Account& account) {
    request.purpose = Purpose::reset;
    request.account = account.id;
    request.username = account.username;
    request.first_name = account.first_name;
    request.last_name = account.last_name;
    request.email = account.email;
    request.email_language = account.email_language;
}

}  // namespace

Result<LinkRequestId> begin_reset(const Core& core, const Reset& reset) {
    return core.db.transact([&](sql::Tx& tx) -> Result<LinkRequestId> {
        const Count hour = count_up(tx, throttle_key("reset-peer", {peer_network(reset.peer)}), std::chrono::hours(1), core.now());
        if (hour.count > core.settings.limits.registrations_per_peer_hour) {
            return std::unexpected(Error{ErrorCode::too_many_requests,
                                         "Too many new passwords were asked for from here. Please try again in an hour.", "", "",
                                         std::chrono::ceil<Seconds>(hour.ends_at - core.now())});
        }
        LinkRequest request = request_for_nobody(core, reset);
        const auto account = find_account_by_login(tx, reset.typed);
        if (account && account->may_sign_in()) make_reset(request, *account);
        insert_link_request(tx, request);
        send_link(core, tx, request);
        return request.id;
    });
}

}  // namespace gatehouse::idp
