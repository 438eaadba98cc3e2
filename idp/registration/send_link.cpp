#include "idp/registration/send_link.hpp"

#include "idp/mails/mail.hpp"

namespace gatehouse::idp {

namespace {

MailKind kind_of(Purpose purpose) {
    if (purpose == Purpose::known) return MailKind::known;
    return purpose == Purpose::activate ? MailKind::activate : MailKind::reset;
}

}  // namespace

void send_link(const Core& core, sql::Tx& tx, const LinkRequest& request) {
    const Secret proof = add_link(tx, request.id, core.around.random, core.now());
    MailOrder order{.kind = kind_of(request.purpose),
                    .to = request.email,
                    .to_name = request.first_name + " " + request.last_name,
                    .language = request.email_language,
                    .values = {{"USERNAME", request.username}}};
    // The link of a request that is about nothing, or about an account already there, is never told to anybody.
    if (request.purpose == Purpose::known) {
        order.values["LINK"] = core.settings.issuer + "/login";
        order.values["FORGOTTEN"] = core.settings.issuer + "/forgotten";
    } else {
        order.values["LINK"] = password_link(core, proof);
    }
    if (request.purpose == Purpose::none) {
        order_nothing(core, tx, order);
    } else {
        order_mail(core, tx, order);
    }
}

}  // namespace gatehouse::idp
