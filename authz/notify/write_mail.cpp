#include "authz/notify/mails.hpp"
#include "authz/notify/notice.hpp"
#include "authz/store/organisations.hpp"
#include "authz/store/persons.hpp"
#include "authz/store/requests.hpp"
#include "base/crypto/digest.hpp"

namespace gatehouse::authz {
namespace {

struct Line {
    RequestPost asked;
    Organisation organisation;
};

// Everything a mail says, read in one snapshot.
struct Facts {
    Person to;
    Request request;
    std::vector<Line> lines;
    std::optional<Decision> decision;
};

std::vector<RequestPost> posts_of(sql::ReadTx& tx, const Notice& notice) {
    if (notice.request_post.empty()) return posts_of_request(tx, notice.request);
    auto one = find_request_post(tx, notice.request_post);
    return one ? std::vector{std::move(*one)} : std::vector<RequestPost>{};
}

std::optional<Person> addressee(const MailDesk& desk, sql::ReadTx& tx, const PersonId& to) {
    if (to.str() != helpdesk_address) return find_person(tx, to);
    Person helpdesk;
    helpdesk.email = helpdesk.name.given = desk.settings.helpdesk;
    return helpdesk;
}

std::optional<Facts> read_facts(const MailDesk& desk, sql::ReadTx& tx, const Notice& notice) {
    auto to = addressee(desk, tx, notice.to);
    auto request = find_request(tx, notice.request);
    if (!to || to->email.empty() || !request) return std::nullopt;
    Facts facts{std::move(*to), std::move(*request), {}, {}};
    for (auto& asked : posts_of(tx, notice)) {
        auto organisation = find_organisation(tx, asked.post.organisation);
        if (organisation) facts.lines.push_back({std::move(asked), std::move(*organisation)});
    }
    if (!notice.request_post.empty()) facts.decision = decision_about(tx, notice.request_post);
    if (facts.lines.empty()) return std::nullopt;
    return facts;
}

std::string_view template_of(std::string_view event) {
    if (event == "request.received") return "mail_authz_received";
    if (event == "request.to_decide") return "mail_authz_to_decide";
    if (event == "request.nobody_decides") return "mail_authz_nobody";
    if (event == "request.accepted") return "mail_authz_accepted";
    if (event == "request.rejected") return "mail_authz_rejected";
    return "";
}

std::string subject_of(const MailDesk& desk, const Notice& notice, const Facts& facts, const std::string& language) {
    const auto say = [&](std::string_view file, std::string_view sentence) {
        return desk.templates.catalogue().translate(language, file, sentence, {{"name", facts.request.made_for.full()}});
    };
    std::string subject;
    if (notice.event == "request.received") subject = say("mail_authz_received.txt", "We have received your request");
    if (notice.event == "request.to_decide") subject = say("mail_authz_to_decide.txt", "{name} asks for a role: please decide");
    if (notice.event == "request.nobody_decides") subject = say("mail_authz_nobody.txt", "A request that nobody can decide");
    if (notice.event == "request.accepted") subject = say("mail_authz_accepted.txt", "Your request was accepted");
    if (notice.event == "request.rejected") subject = say("mail_authz_rejected.txt", "Your request was rejected");
    if (desk.settings.environment == "training") subject = "[" + say("layout.html", "Training") + "] " + subject;  // invariant 5
    return subject;
}

std::string scope_words(const text::Catalogue& catalogue, const std::string& language, const std::string& scope) {
    return scope == all_countries ? catalogue.translate(language, "scopes", "All countries") : catalogue.country(language, scope);
}

void add_lines(const MailDesk& desk, const Facts& facts, const std::string& language, html::Values& values) {
    const auto& catalogue = desk.templates.catalogue();
    for (const auto& line : facts.lines) {
        const std::string role = catalogue.translate(language, "roles", role_label(line.asked.post.role));
        values.add("POST")
            .set("ROLE", role)
            .set("ORGANISATION", line.organisation.name)
            .set("SCOPE", scope_words(catalogue, language, line.asked.post.scope));
    }
}

html::Values values_of(const MailDesk& desk, const Notice& notice, const Facts& facts, const std::string& language) {
    const bool decides = notice.event == "request.to_decide";
    html::Values values;
    values.set("NAME", facts.to.name.full()).set("PERSON", facts.request.made_for.full()).set("LANGUAGE", language);
    values.set("LINK", desk.settings.base_url + (decides ? "/decide/" + notice.request_post.str() : "/profile"));
    values.set("SITE", desk.settings.base_url).set("HELPDESK", desk.settings.helpdesk);
    values.set("REASON", facts.decision ? facts.decision->reason : std::string());
    values.set("INFORMATION", facts.request.information);
    values.show_if(facts.decision && !facts.decision->reason.empty(), "HAS_REASON");
    values.show_if(!facts.request.information.empty(), "HAS_INFORMATION");
    values.show_if(desk.settings.environment == "training", "TRAINING");
    add_lines(desk, facts, language, values);
    return values;
}

// The same mail has the same id and time however often the outbox delivers it.
void identify(connector::Mail& mail, const Notice& notice, const Facts& facts) {
    const std::string what = notice.event + " " + notice.request.str() + " " + notice.request_post.str() + " " + notice.to.str();
    mail.id = crypto::fingerprint(what).substr(0, 22);
    mail.at_millis = to_millis(facts.decision && notice.event != "request.to_decide" ? facts.decision->at : facts.request.filed);
}

}  // namespace

Result<std::optional<connector::Mail>> write_mail(const MailDesk& desk, const outbox::Item& item) {
    TRY(const Notice notice, read_notice(item.payload));
    const std::string name(template_of(notice.event));
    if (name.empty()) return fail(ErrorCode::bad_input, "A mail in the outbox is about something unknown.", {}, notice.event);
    TRY(const auto facts,
        desk.actions.db.read([&](sql::ReadTx& tx) -> Result<std::optional<Facts>> { return read_facts(desk, tx, notice); }));
    if (!facts) return std::nullopt;
    const std::string language = text::is_language(facts->to.locale) ? facts->to.locale : "en";
    const auto values = values_of(desk, notice, *facts, language);
    connector::Mail mail;
    identify(mail, notice, *facts);
    mail.to = facts->to.email;
    mail.to_name = facts->to.name.full();
    mail.from = desk.settings.mail_from;
    mail.from_name = "Gatehouse";
    mail.language = language;
    mail.subject = subject_of(desk, notice, *facts, language);
    mail.text = desk.templates.render(name + ".txt", language, values);
    mail.html = desk.templates.render(name + ".html", language, values);
    return mail;
}

}  // namespace gatehouse::authz
