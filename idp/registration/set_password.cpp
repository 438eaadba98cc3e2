#include "idp/registration/set_password.hpp"

#include "idp/mails/mail.hpp"
#include "idp/registration/session_leaves.hpp"

namespace gatehouse::idp {

namespace {

std::unexpected<Error> used_up() {
    return fail(ErrorCode::gone, "This link was used already. Sign in, or ask for a new password.");
}

LinkState state_of(const Link& link, Instant now) {
    if (link.request.purpose != Purpose::activate && link.request.purpose != Purpose::reset) return LinkState::unknown;
    if (link.request.state != LinkRequestState::open) return LinkState::used;
    return now < link.expires_at ? LinkState::usable : LinkState::expired;
}

// ---- a pending account becomes active ----------------------------------------------------------------------------

Account account_of(const LinkRequest& request, const NewPassword& wanted, const std::string& hash, Instant now) {
    Account account;
    account.id = *request.account;
    account.username = wanted.username;
    account.first_name = request.first_name;
    account.last_name = request.last_name;
    account.email = request.email;
    account.email_language = request.email_language;
    account.password_hash = hash;
    account.created_at = request.created_at;
    account.activated_at = account.password_set_at = now;
    return account;
}

void void_the_rest(const Core& core, sql::Tx& tx, const LinkRequest& request) {
    for (const auto& other : void_registrations(tx, request.email, request.id, core.now())) {
        audit::Event event;
        event.act = "account.lapsed";
        event.subject = core.person(other.account->str());
        event.before = "pending_email";
        event.rule = "the first completed registration of an address ends the others";
        core.audit.append(tx, event);
    }
}

Result<Account> activate(const Core& core, sql::Tx& tx, const LinkRequest& request, const NewPassword& wanted, const std::string& hash) {
    if (!take_username(tx, wanted.username, *request.account, core.now())) {
        return fail(ErrorCode::conflict, "Somebody else has this username. Choose another one.", "username");
    }
    Account account = account_of(request, wanted, hash, core.now());
    if (insert_account(tx, account) == Inserted::email_in_use) return used_up();
    void_the_rest(core, tx, request);
    audit::Event event;
    event.act = "account.activated";
    event.actor = event.subject = core.person(account.id.str());
    event.before = "pending_email";
    event.after = name(account.state);
    event.facts = {{"username", account.username}, {"email", account.email}, {"name", account.display_name()}};
    core.audit.append(tx, event);
    return account;
}

// ---- a forgotten password is replaced ----------------------------------------------------------------------------

Result<Account> replace(const Core& core, sql::Tx& tx, const LinkRequest& request, const std::string& hash) {
    auto account = find_account(tx, *request.account);
    if (!account || !account->may_sign_in()) return used_up();
    set_password(tx, account->id, hash, core.now());
    void_resets(tx, account->id, core.now());
    for (const auto& session : end_sessions(tx, account->id, std::nullopt, core.now())) {
        leave_session_ended(core, tx, account->id, session, "password changed");
    }
    audit::Event event;
    event.act = "password.set";
    event.actor = event.subject = core.person(account->id.str());
    core.audit.append(tx, event);
    order_mail(core, tx,
               {MailKind::password_changed,
                account->email,
                account->display_name(),
                account->email_language,
                {{"USERNAME", account->username}, {"LINK", core.settings.issuer + "/forgotten"}}});
    account->password_hash = hash;
    return *account;
}

OpenedSession open(const Core& core, sql::Tx& tx, const Account& account, const NewPassword& wanted) {
    if (wanted.replaces) leave_session_replaced(core, tx, *wanted.replaces);
    NewSession session;
    session.account = account.id;
    session.browser = wanted.browser;
    session.device = wanted.device;
    OpenedSession opened = open_session(tx, session, core.around.random, core.now());
    leave_session_opened(core, tx, opened.session);
    return opened;
}

}  // namespace

Result<LinkView> view_link(const Core& core, std::string_view proof) {
    return core.db.read([&](sql::ReadTx& tx) -> Result<LinkView> {
        const auto link = find_link(tx, proof);
        if (!link) return LinkView{};
        LinkView view{state_of(*link, core.now()), link->request, LinkView::Username::free};
        const bool asks = view.state == LinkState::usable && link->request.purpose == Purpose::activate;
        if (asks && username_is_taken(tx, link->request.username)) view.username = LinkView::Username::taken;
        return view;
    });
}

Result<PasswordSet> set_password_by_link(const Core& core, const NewPassword& wanted) {
    const std::string hash = crypto::hash_password(wanted.password, core.settings.password_cost);
    return core.db.transact([&](sql::Tx& tx) -> Result<PasswordSet> {
        const auto link = find_link(tx, wanted.proof);
        if (!link || state_of(*link, core.now()) != LinkState::usable || !consume_link(tx, wanted.proof, core.now())) return used_up();
        const LinkRequest& request = link->request;
        TRY(auto account,
            request.purpose == Purpose::activate ? activate(core, tx, request, wanted, hash) : replace(core, tx, request, hash));
        return PasswordSet{request.purpose, account, open(core, tx, account, wanted), request.waiting};
    });
}

}  // namespace gatehouse::idp
