// Help, privacy, accessibility and the two health answers.
#include "idp/endpoints/idp_page.hpp"
#include "idp/endpoints/pages.hpp"

namespace gatehouse::idp {

namespace {

Result<Response> text_page(const Deps& deps, const Request& request, const std::string& template_name, std::string_view title) {
    TRY(auto visitor, visitor_of(deps, request));
    const Asked asked{deps, request, visitor};
    html::Page page = make_page(asked, template_name, asked.say(template_name, title));
    page.values.set("HELPDESK", deps.settings.contact.helpdesk).set("COI", deps.settings.contact.coi);
    page.values.set("SENDER", deps.settings.mail.from).set("CONTINUE", deps.settings.continue_url);
    page.values.show_if(deps.settings.birth == sql::Birth::demo, "DEMO_STORE");
    return show(asked, std::move(page));
}

}  // namespace

Result<Response> show_help(const Deps& deps, const Request& request) {
    return text_page(deps, request, "idp_help.html", "Help");
}

Result<Response> show_privacy(const Deps& deps, const Request& request) {
    return text_page(deps, request, "idp_privacy.html", "Privacy statement");
}

Result<Response> show_accessibility(const Deps& deps, const Request& request) {
    return text_page(deps, request, "idp_accessibility.html", "Accessibility");
}

Result<Response> health_ready(const Deps& deps, const Request&) {
    TRY_VOID(deps.db.read([](sql::ReadTx& tx) -> Result<void> {
        tx.query("SELECT 1 FROM account LIMIT 1");
        return {};
    }));
    return Response::json(R"({"status":"ready"})");
}

Result<Response> health_live(const Deps&, const Request&) {
    return Response::json(R"({"status":"live"})");
}

}  // namespace gatehouse::idp
