// Help, privacy, accessibility, errors and health.
#include "authz/endpoints/handlers.hpp"
#include "authz/pages/visitor.hpp"

namespace gatehouse::authz {
namespace {

const Visitor* pointer(const std::optional<Visitor>& visitor) {
    return visitor ? &*visitor : nullptr;
}

bool begins_again(ErrorCode code) {
    return code == ErrorCode::unauthenticated || code == ErrorCode::invalid_token || code == ErrorCode::access_denied ||
           code == ErrorCode::login_required || code == ErrorCode::interaction_required;
}

}  // namespace

Result<http::Response> show_text(const Deps& deps, const http::Request& request, const std::string& template_name, std::string_view title) {
    TRY(const auto visitor, find_visitor(deps, request));
    auto page = frame(deps, request, pointer(visitor), template_name, title);
    page.values.set("HELPDESK", deps.settings.helpdesk).set("COI", deps.settings.coi_contact).set("SENDER", deps.settings.mail_from);
    page.values.set("SIGN_UP", deps.settings.sign_up_url).set("ISSUER", deps.settings.issuer.url);
    page.values.show_if(deps.settings.birth == sql::Birth::demo, "DEMO_STORE");
    return html::render(deps.templates, std::move(page));
}

http::Response error_page(const Deps& deps, const http::Request& request, const Error& error) {
    const auto visitor = find_visitor(deps, request);
    const ErrorRow& row = describe(error.code);
    auto page = frame(deps, request, visitor ? pointer(*visitor) : nullptr, "authz_error.html", "That did not work");
    page.width = html::Page::Width::narrow;
    const bool shown = row.show == Show::message && !error.message.empty();
    page.values.set("SENTENCE", say(deps, page, shown ? error.message : "Something went wrong on our side; please try again in a minute."));
    page.values.set("HELPDESK", deps.settings.helpdesk).set("REQUEST_ID", request.id);
    page.values.show(begins_again(error.code) || request.path == "/callback" ? "AGAIN" : "HOME");
    auto response = html::render(deps.templates, std::move(page), row.status);
    if (error.retry_after.count() > 0) response.headers.set("Retry-After", std::to_string(error.retry_after.count()));
    return response;
}

Result<http::Response> health_ready(const Deps& deps) {
    TRY_VOID(deps.db.read([](sql::ReadTx& tx) -> Result<void> {
        tx.query("SELECT environment FROM store_environment");
        return {};
    }));
    return http::Response::json(R"({"status":"ready"})");
}

}  // namespace gatehouse::authz
