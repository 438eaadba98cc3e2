#include "idp/endpoints/idp_page.hpp"

#include "base/html/form_fields.hpp"
#include "base/text/unicode.hpp"

namespace gatehouse::idp {

html::Page make_page(const Asked& asked, std::string template_name, std::string title) {
    html::Page page;
    page.template_name = std::move(template_name);
    page.title = std::move(title);
    page.language = asked.language();
    page.program = "idp";
    page.form_token = form_token(asked.deps, asked.visitor);
    page.request_path = asked.request.path;
    page.request_query = asked.request.query.encode();
    if (const auto& account = asked.visitor.account) {
        page.person = html::Person{account->display_name(), text::initials(account->first_name, account->last_name)};
        page.account_href = "/account";
        page.logout_action = "/sign-out";
    }
    return page;
}

http::Response show(const Asked& asked, html::Page page, int status) {
    http::Response response = html::render(asked.deps.templates, std::move(page), status);
    keep_visitor(asked.deps, asked.visitor, response);
    return response;
}

void show_problems(const Asked& asked, html::Page& page, const std::vector<Error>& problems) {
    if (problems.empty()) return;
    html::Alert alert;
    alert.tone = html::Tone::bad;
    alert.title = asked.deps.templates.catalogue().plural(page.language, "problems", "There is {n} problem", "There are {n} problems",
                                                          std::ssize(problems), {{"n", std::to_string(problems.size())}});
    for (const auto& problem : problems) alert.links.emplace_back(problem.field, asked.say(page.template_name, problem.message));
    page.alerts.push_back(std::move(alert));
}

std::string problem_at(const Asked& asked, const html::Page& page, const std::vector<Error>& problems, std::string_view field) {
    for (const auto& problem : problems) {
        if (problem.field == field) return asked.say(page.template_name, problem.message);
    }
    return {};
}

std::optional<WaitingApplication> waiting_for(const Asked& asked, const RequestId& request) {
    if (request.empty()) return std::nullopt;
    auto found = asked.deps.db.read([&](sql::ReadTx& tx) -> Result<std::optional<WaitingApplication>> {
        return find_waiting_application(tx, request, asked.visitor.browser, asked.deps.now());
    });
    return found ? std::move(*found) : std::nullopt;
}

void show_application(html::Page& page, const RequestId& request, const std::optional<WaitingApplication>& application) {
    page.values.set("REQUEST", request.str());
    page.values.set("QUERY", request.empty() ? "" : "?request=" + http::percent_encode(request.str()));
    if (!application) return;
    const std::size_t first = application->client_name.find_first_not_of(' ');
    page.values.add("APPLICATION")
        .set("CLIENT", application->client_name)
        .set("MARK", text::initials(application->client_name.substr(first == std::string::npos ? 0 : first), ""));
}

void allow_return(http::Response& response, const std::optional<WaitingApplication>& application) {
    if (application && !application->redirect_origin.empty()) {
        response.headers.set("Content-Security-Policy", "form-action " + application->redirect_origin);
    }
}

std::string carrying(std::string_view path, const RequestId& request) {
    if (request.empty()) return std::string(path);
    return std::string(path) + "?request=" + http::percent_encode(request.str());
}

std::string next_place(const Asked& asked, const RequestId& request, std::string_view otherwise) {
    return waiting_for(asked, request) ? carrying("/authorize/resume", request) : std::string(otherwise);
}

std::string device_of(const http::Request& request) {
    std::string device(request.headers.get("User-Agent").value_or("").substr(0, 200));
    for (char& c : device) {
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f) c = '?';
    }
    return device;
}

}  // namespace gatehouse::idp
