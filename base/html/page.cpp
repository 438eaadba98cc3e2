#include "base/html/page.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace gatehouse::html {
namespace {

constexpr std::string_view language_cookie = "__Host-gh-lang";
constexpr std::string_view alerts_mark = "<alerts>";
constexpr std::int64_t one_year = 365 * 24 * 3600;

http::Parameters query_of(const Page& page) {
    auto parsed = http::Parameters::parse(page.request_query);
    return parsed ? std::move(*parsed) : http::Parameters{};
}

// The same page in another language: the query stays, except lang.
std::string language_link(const Page& page, const http::Parameters& query, const std::string& code) {
    http::Parameters kept;
    for (const auto& [name, value] : query.list()) {
        if (name != "lang") kept.add(name, value);
    }
    kept.add("lang", code);
    return page.request_path + "?" + kept.encode();
}

void fill_languages(Values& layout, const Page& page) {
    const auto query = query_of(page);
    layout.set("LANGUAGE", page.language);
    for (const auto& language : text::languages()) {
        const bool current = language.code == page.language;
        if (current) layout.set("ENDONYM", language.endonym);
        layout.add("LANGUAGE_LINK")
            .set("HREF", language_link(page, query, language.code))
            .set("CODE", language.code)
            .set("NAME", language.endonym)
            .show_if(current, "CURRENT");
    }
}

void fill_menu(Values& layout, const Page& page) {
    layout.show_if(!page.menu.empty(), "HAS_MENU");
    for (const auto& item : page.menu) {
        layout.add("MENU")
            .set("HREF", item.href)
            .set("LABEL", item.label)
            .set("COUNT", item.count)
            .show_if(item.current, "CURRENT")
            .show_if(item.count != 0, "HAS_COUNT");
    }
}

void fill_person(Values& layout, const Page& page) {
    if (!page.person) return;
    auto& person = layout.add("PERSON").set("DISPLAY_NAME", page.person->display_name).set("INITIALS", page.person->initials);
    if (!page.account_href.empty()) person.add("ACCOUNT").set("HREF", page.account_href);
    if (!page.logout_action.empty()) person.add("LOGOUT").set("ACTION", page.logout_action).set("FORM_TOKEN", page.form_token);
}

void fill_alert(Values& row, const Alert& alert) {
    row.set("TITLE", alert.title);
    row.set("TONE", alert.tone == Tone::bad ? "bad" : alert.tone == Tone::good ? "good" : "info");
    row.show(alert.tone == Tone::bad ? "BAD" : alert.tone == Tone::good ? "GOOD" : "INFO");
    row.show_if(alert.tone != Tone::bad, "CALM");
    if (!alert.text.empty()) row.add("TEXT").set("TEXT", alert.text);
    if (alert.links.empty()) return;
    auto& links = row.add("LINKS");
    for (const auto& [field, message] : alert.links) links.add("LINK").set("FIELD", field).set("MESSAGE", message);
}

std::string render_alerts(const Templates& templates, const Page& page) {
    if (page.alerts.empty()) return {};
    Values values;
    for (const auto& alert : page.alerts) fill_alert(values.add("ALERT"), alert);
    return templates.render("alerts.html", page.language, values);
}

// The page's own part, with the alerts at its <alerts> mark or on top. A value cannot bring the mark: its "<" is escaped.
std::string render_main(const Templates& templates, Page& page) {
    page.values.set("FORM_TOKEN", page.form_token).set("LANGUAGE", page.language);
    auto main = templates.render(page.template_name, page.language, page.values);
    const auto alerts = render_alerts(templates, page);
    const auto at = main.find(alerts_mark);
    if (at == std::string::npos) return alerts + main;
    return main.replace(at, alerts_mark.size(), alerts);
}

std::string render_layout(const Templates& templates, const Page& page, const std::string& main) {
    Values layout;
    layout.set("TITLE", page.title).set("MAIN", main);
    layout.show_if(page.environment == "production", "PRODUCTION").show_if(page.environment == "training", "TRAINING");
    layout.show_if(page.program == "idp", "IDP").show_if(page.program == "coi-desk", "DESK");
    layout.show(page.width == Page::Width::narrow ? "NARROW" : "WIDE");
    fill_languages(layout, page);
    fill_menu(layout, page);
    fill_person(layout, page);
    return templates.render("layout.html", page.language, layout);
}

void remember_language(http::Response& response, const Page& page) {
    const auto query = query_of(page);
    const auto chosen = query.get("lang");
    if (text::is_language(chosen)) {
        http::set_cookie(response, {.name = std::string(language_cookie), .value = std::string(chosen), .max_age = one_year});
    }
}

}  // namespace

http::Response render(const Templates& templates, Page page, int status) {
    const auto main = render_main(templates, page);
    auto response = http::Response::html(render_layout(templates, page, main), status);
    response.headers.set("Content-Language", page.language);
    response.headers.set("Cache-Control", "no-store");
    remember_language(response, page);
    return response;
}

std::string language_of(const http::Request& request) {
    return text::choose_language(request.query.get("lang"), request.cookie(language_cookie).value_or(""), request.query.get("ui_locales"),
                                 request.headers.get("Accept-Language").value_or(""));
}

}  // namespace gatehouse::html
