// Mails of the identity provider. An order is written with the transaction that causes it and sent by the outbox's
// worker; it lies sealed in the store, because it holds a link's proof (invariant 13).
#pragma once

#include "idp/deps.hpp"
#include "idp/model.hpp"

#include <map>
#include <string>

namespace gatehouse::idp {

enum class MailKind { activate, known, reset, password_changed };

struct MailOrder {
    MailKind kind = MailKind::activate;
    std::string to, to_name;
    std::string language;
    std::map<std::string, std::string> values;  // of the templates mail_idp_KIND.txt and .html, e.g. LINK
};

// Beyond the address's daily budget nothing is sent; nobody is told, because who asks may not be whose address it is.
// That a password was changed is outside the budget: strangers cannot cause it, and must not be able to keep it back.
void order_mail(const Core& core, sql::Tx& tx, const MailOrder& order);
// The same work for nothing: where there is no account to write to (invariant 12).
void order_nothing(const Core& core, sql::Tx& tx, const MailOrder& order);

// The outbox's deliverer for Item::kind "mail".
outbox::Deliver mail_deliverer(const Core& core, const html::Templates& templates, connector::MailSender& sender);
inline constexpr std::string_view mail_item = "mail";
inline constexpr std::string_view nothing_item = "nothing";

// "https://localhost:8443/password?t=PROOF"
std::string password_link(const Core& core, const Secret& proof);

}  // namespace gatehouse::idp
