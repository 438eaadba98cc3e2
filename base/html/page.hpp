// The frame of every page: stand-in strip, header (logo, environment tag, menu, language list, account menu), alerts, footer.
// web/templates/layout.html holds the markup; a page is a template for <main> plus these values.
#pragma once

#include "base/html/templates.hpp"
#include "base/http/message.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gatehouse::html {

struct MenuItem {
    std::string href;
    std::string label;  // translated
    bool current = false;
    int count = 0;  // a badge where not 0
};

struct Person {
    std::string display_name;
    std::string initials;
};

enum class Tone { good, bad, info };

struct Alert {
    Tone tone = Tone::info;
    std::string title;                                       // bold first sentence, translated
    std::string text;                                        // may be empty
    std::vector<std::pair<std::string, std::string>> links;  // field id → message: the error summary
};

struct Page {
    std::string template_name;  // "register.html"
    std::string title;          // translated; " – Gatehouse" is appended
    std::string language = "en";
    std::string program;      // "idp", "authz", "coi-desk": chooses the header's sub-title
    std::string environment;  // "", "production", "training": a tag in the header, and a training strip on every training page
    std::vector<MenuItem> menu;
    std::optional<Person> person;
    std::string account_href;   // where the account menu's links lead; empty: no link
    std::string logout_action;  // POST target of the account menu's log-out button; empty: none
    std::string form_token;     // for the log-out form and every form of the page ({{FORM_TOKEN}})
    std::vector<Alert> alerts;
    std::string request_path;  // for the language links (keeps the query except lang)
    std::string request_query;
    enum class Width { wide, narrow } width = Width::wide;  // narrow: the sign-in card
    Values values;                                          // of the page's own template
};

// Sets status 200, Content-Type, Content-Language, the lang cookie where ?lang= chose one, Cache-Control: no-store.
http::Response render(const Templates& templates, Page page, int status = 200);

// The language of this request by text::choose_language (cookie "__Host-gh-lang").
std::string language_of(const http::Request& request);

}  // namespace gatehouse::html
