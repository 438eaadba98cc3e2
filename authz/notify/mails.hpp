// Mails about requests. An action leaves one "notify" item; it becomes one "mail" item per recipient, so that each is
// retried by itself, and a mail is written when it is sent, from what SQL says then. Language: that of the account's e-mails.
//   "mail": {"event", "request", "request_post"?, "to": "issuer sub"}
#pragma once

#include "authz/actions/context.hpp"
#include "authz/settings.hpp"
#include "base/html/templates.hpp"
#include "connectors/outbox/outbox.hpp"

namespace gatehouse::authz {

// What mails are made with; outlives the outbox's worker.
struct MailDesk {
    const ActionContext& actions;
    const Settings& settings;
    const html::Templates& templates;
};

// Outbox item "notify" → items "mail". Errors: bad_input (not understood), those of SQL.
Result<void> deliver_notice(const MailDesk& desk, const outbox::Item& item);

// Outbox item "mail" → a mail. nullopt: nobody to write to any more. Errors: bad_input.
Result<std::optional<connector::Mail>> write_mail(const MailDesk& desk, const outbox::Item& item);

}  // namespace gatehouse::authz
