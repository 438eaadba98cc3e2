#include "idp/registration/begin_registration.hpp"

#include "idp/registration/reserve_account_id.hpp"
#include "idp/registration/send_link.hpp"
#include "idp/store/accounts.hpp"
#include "idp/store/peer_network.hpp"
#include "idp/store/throttles.hpp"
#include "idp/store/used_codes.hpp"

namespace gatehouse::idp {

namespace {

Result<void> within(const Core& core, sql::Tx& tx, const std::string& key, int most, std::string_view sentence) {
    const Count hour = count_up(tx, key, std::chrono::hours(1), core.now());
    if (hour.count <= most) return {};
    const auto wait = std::chrono::ceil<Seconds>(hour.ends_at - core.now());
    return std::unexpected(Error{ErrorCode::too_many_requests, std::string(sentence), "", "", wait});
}

Result<void> check_limits(const Core& core, sql::Tx& tx, const Registration& registration) {
    const auto& limits = core.settings.limits;
    TRY_VOID(within(core, tx, throttle_key("register-peer", {peer_network(registration.peer)}), limits.registrations_per_peer_hour,
                    "Too many accounts were asked for from here. Please try again in an hour."));
    return within(core, tx, throttle_key("register-address", {email_key(registration.form.email)}), limits.registrations_per_address_hour,
                  "An account was asked for with this address several times. Please look into your mailbox, or try again in an hour.");
}

LinkRequest request_of(const Core& core, const Registration& registration) {
    const RegistrationForm& form = registration.form;
    LinkRequest request;
    request.id = LinkRequestId(core.around.random.token(16));
    request.purpose = Purpose::activate;
    request.browser = registration.browser;
    request.waiting = form.waiting;
    request.username = form.username;
    request.first_name = form.first_name;
    request.last_name = form.last_name;
    request.email = form.email;
    request.email_language = form.email_language;
    request.created_at = request.last_sent_at = core.now();
    request.sends = 1;
    return request;
}

// The mail goes to the account's own name and language: whoever typed the address here may be somebody else.
void make_known(LinkRequest& request, const Account& account) {
    request.purpose = Purpose::known;
    request.account = account.id;
    request.username = account.username;
    request.first_name = account.first_name;
    request.last_name = account.last_name;
    request.email_language = account.email_language;
}

audit::Event leaf_of(const Core& core, const LinkRequest& request) {
    audit::Event event;
    event.subject = core.person(request.account->str());
    if (request.purpose == Purpose::known) {
        event.act = "account.create";
        event.outcome = audit::Outcome::denied;
        event.rule = "one account for one address";
    } else {
        event.act = "account.created";
        event.after = "pending_email";
        event.facts = {{"username", request.username}, {"email", request.email}, {"name", request.first_name + " " + request.last_name}};
    }
    return event;
}

}  // namespace

Result<LinkRequestId> begin_registration(const Core& core, const Registration& registration) {
    return core.db.transact([&](sql::Tx& tx) -> Result<LinkRequestId> {
        TRY_VOID(check_limits(core, tx, registration));
        if (!use_code(tx, registration.code.id, registration.code.expires_at)) {
            return fail(ErrorCode::bad_input, "This code was used before. Enter the new one.", "code");
        }
        LinkRequest request = request_of(core, registration);
        const auto known = find_account_by_email(tx, request.email);
        request.account = reserve_account_id(core, tx);
        if (known) make_known(request, *known);
        insert_link_request(tx, request);
        send_link(core, tx, request);
        core.audit.append(tx, leaf_of(core, request));
        return request.id;
    });
}

}  // namespace gatehouse::idp
