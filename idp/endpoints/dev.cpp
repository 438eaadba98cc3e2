// The developers' pages of a demo: the route table holds them with --demo only, and only this machine may call them
// (invariant 16).
#include "idp/endpoints/idp_page.hpp"
#include "idp/endpoints/pages.hpp"
#include "idp/endpoints/read_eml.hpp"
#include "idp/registration/picture_code.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace gatehouse::idp {

namespace {

constexpr std::size_t shown_mails = 50;

// MILLIS-ID.eml as the spool names them; nothing else in the folder, and no path.
bool is_mail_name(std::string_view name) {
    return name.size() <= 120 && name.ends_with(".eml") && name.front() != '.' && std::ranges::all_of(name, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
           });
}

std::vector<std::string> newest_mails(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code problem;
    for (const auto& entry : std::filesystem::directory_iterator(folder, problem)) {
        std::string name = entry.path().filename().string();
        if (is_mail_name(name)) names.push_back(std::move(name));
    }
    std::ranges::sort(names, std::greater<>());
    if (names.size() > shown_mails) names.resize(shown_mails);
    return names;
}

Result<ReadMail> read_mail(const std::string& folder, std::string_view name) {
    std::ifstream file(folder + "/" + std::string(name), std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    if (!file) return fail(ErrorCode::not_found, "There is no such mail in the folder.");
    return read_eml(text.str());
}

// Text before, link, text after; our mails put a link on a line of its own.
void add_line(html::Values& values, std::string_view line) {
    const bool link = line.starts_with("https://") || line.starts_with("http://");
    auto& row = values.add("LINE");
    row.add(link ? "LINK" : "TEXT").set(link ? "URL" : "SENTENCE", line);
}

Result<html::Page> dev_page(const Asked& asked, const std::string& template_name, std::string_view title) {
    html::Page page = make_page(asked, template_name, asked.say(template_name, title));
    page.values.set("FOLDER", asked.deps.settings.mail_folder);
    return page;
}

}  // namespace

Result<Response> show_dev(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    const Asked asked{deps, request, visitor};
    TRY(auto page, dev_page(asked, "idp_dev.html", "For developers"));
    page.values.set("ISSUER", deps.settings.issuer).set("CODE", demo_code).set("CONTINUE", deps.settings.continue_url);
    return show(asked, std::move(page));
}

Result<Response> show_dev_mails(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    const Asked asked{deps, request, visitor};
    TRY(auto page, dev_page(asked, "idp_dev_mails.html", "Mails"));
    const auto names = newest_mails(deps.settings.mail_folder);
    for (const auto& name : names) {
        const auto mail = read_mail(deps.settings.mail_folder, name);
        if (!mail) continue;
        page.values.add("MAIL").set("FILE", name).set("SUBJECT", mail->subject).set("TO", mail->to).set("DATE", mail->date);
    }
    page.values.show_if(names.empty(), "EMPTY").show_if(!names.empty(), "SOME");
    return show(asked, std::move(page));
}

Result<Response> show_dev_mail(const Deps& deps, const Request& request) {
    TRY(auto visitor, visitor_of(deps, request));
    const Asked asked{deps, request, visitor};
    const std::string& name = request.path_parameters.find("file")->second;
    if (!is_mail_name(name)) return fail(ErrorCode::not_found, "There is no such mail in the folder.");
    TRY(auto mail, read_mail(deps.settings.mail_folder, name));
    TRY(auto page, dev_page(asked, "idp_dev_mail.html", "Mail"));
    page.values.set("SUBJECT", mail.subject).set("FROM", mail.from).set("TO", mail.to).set("DATE", mail.date).set("FILE", name);
    std::istringstream lines(mail.text);
    for (std::string line; std::getline(lines, line);) add_line(page.values, line);
    return show(asked, std::move(page));
}

}  // namespace gatehouse::idp
