#include "idp/mails/mail.hpp"

#include "base/json.hpp"
#include "idp/store/accounts.hpp"
#include "idp/store/link_requests.hpp"
#include "idp/store/throttles.hpp"

#include <boost/json/object.hpp>

#include <stdexcept>

namespace gatehouse::idp {

namespace {

constexpr std::string_view sealed_for = "gatehouse-idp/mail/v1";

struct MailTemplate {
    MailKind kind;
    std::string_view name;
};
constexpr MailTemplate mail_templates[] = {{MailKind::activate, "mail_idp_activate"},
                                           {MailKind::known, "mail_idp_known"},
                                           {MailKind::reset, "mail_idp_reset"},
                                           {MailKind::password_changed, "mail_idp_password_changed"}};

std::string template_of(MailKind kind) {
    for (const auto& row : mail_templates) {
        if (row.kind == kind) return std::string(row.name);
    }
    throw std::logic_error("mail kind out of range");
}

std::string subject_of(const text::Catalogue& catalogue, std::string_view language, std::string_view name) {
    if (name == "mail_idp_activate")
        return catalogue.translate(language, "mail_idp_activate.txt", "Choose your password to finish your account");
    if (name == "mail_idp_known") return catalogue.translate(language, "mail_idp_known.txt", "You already have an account");
    if (name == "mail_idp_reset") return catalogue.translate(language, "mail_idp_reset.txt", "Choose a new password");
    return catalogue.translate(language, "mail_idp_password_changed.txt", "Your password was changed");
}

boost::json::object as_json(const Core& core, const MailOrder& order) {
    boost::json::object values;
    for (const auto& [key, value] : order.values) values[key] = value;
    values["NAME"] = order.to_name;
    values["HELPDESK"] = core.settings.contact.helpdesk;
    values["SITE"] = core.settings.issuer;
    values["LANGUAGE"] = order.language;
    return {{"id", core.around.random.token(16)}, {"template", template_of(order.kind)}, {"to", order.to},
            {"to_name", order.to_name},           {"language", order.language},          {"at", to_millis(core.now())},
            {"values", std::move(values)}};
}

void put(const Core& core, sql::Tx& tx, std::string_view kind, const MailOrder& order) {
    const std::string sealed = core.seal.seal(json::dump(as_json(core, order)), sealed_for);
    outbox::put(tx, {std::string(kind), "", json::dump(boost::json::object{{"sealed", sealed}})}, core.now());
}

Result<boost::json::object> open_order(const Core& core, const std::string& payload) {
    TRY(auto item, json::parse(payload));
    TRY(auto sealed, json::required_text(item.as_object(), "sealed"));
    const auto plain = core.seal.open(sealed, sealed_for);
    if (!plain) return fail(ErrorCode::bad_input, "A mail in the outbox was sealed with another key.");
    TRY(auto order, json::parse(*plain));
    return order.as_object();
}

std::string text_at(const boost::json::object& object, std::string_view key) {
    return std::string(object.at(key).as_string());
}

connector::Mail rendered(const Core& core, const html::Templates& templates, const boost::json::object& order) {
    html::Values values;
    for (const auto& [key, value] : order.at("values").as_object()) values.set(key, std::string_view(value.as_string()));
    connector::Mail mail;
    const std::string name = text_at(order, "template");
    mail.id = text_at(order, "id");
    mail.to = text_at(order, "to");
    mail.to_name = text_at(order, "to_name");
    mail.from = core.settings.mail.from;
    mail.from_name = "Gatehouse";
    mail.language = text_at(order, "language");
    mail.subject = subject_of(templates.catalogue(), mail.language, name);
    mail.text = templates.render(name + ".txt", mail.language, values);
    mail.html = templates.render(name + ".html", mail.language, values);
    mail.at_millis = order.at("at").as_int64();
    return mail;
}

}  // namespace

void order_mail(const Core& core, sql::Tx& tx, const MailOrder& order) {
    if (order.kind == MailKind::password_changed) return put(core, tx, mail_item, order);
    const std::string key = throttle_key("mail", {email_key(order.to)});
    const Count today = count_up(tx, key, std::chrono::days(1), core.now());
    const bool within = today.count <= core.settings.limits.mails_per_address_day;
    put(core, tx, within ? mail_item : nothing_item, order);
}

void order_nothing(const Core& core, sql::Tx& tx, const MailOrder& order) {
    count_up(tx, throttle_key("mail", {email_key(order.to)}), std::chrono::days(1), core.now());
    put(core, tx, nothing_item, order);
}

outbox::Deliver mail_deliverer(const Core& core, const html::Templates& templates, connector::MailSender& sender) {
    return [&core, &templates, &sender](const outbox::Item& item) -> Result<void> {
        TRY(auto order, open_order(core, item.payload));
        return sender.send(rendered(core, templates, order));
    };
}

std::string password_link(const Core& core, const Secret& proof) {
    return core.settings.issuer + "/password?t=" + std::string(proof.reveal());
}

}  // namespace gatehouse::idp
