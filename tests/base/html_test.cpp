#include "base/html/form_fields.hpp"
#include "base/html/marks.hpp"
#include "base/html/page.hpp"

#include <unistd.h>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <regex>

using namespace gatehouse;

namespace {

// A folder of templates that lives as long as the test.
class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / ("gatehouse-html-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(path_ / "templates");
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / "templates" / name) << text; }
    std::string templates() const { return (path_ / "templates").string(); }

private:
    std::filesystem::path path_;
};

const text::Catalogue& english() {
    static const text::Catalogue catalogue("/nonexistent");
    return catalogue;
}

const text::Catalogue& built() {
    static const text::Catalogue catalogue(std::string(GATEHOUSE_BINARY_DIR) + "/catalogues");
    return catalogue;
}

const html::Templates& shipped() {
    static const html::Templates templates(std::string(GATEHOUSE_SOURCE_DIR) + "/web/templates", built());
    return templates;
}

std::string render_one(const std::string& source, const html::Values& values, const std::string& name = "page.html") {
    const Folder folder;
    folder.write(name, source);
    return html::Templates(folder.templates(), english()).render(name, "en", values);
}

std::vector<std::pair<std::string, std::string>> shipped_sources() {
    std::vector<std::pair<std::string, std::string>> sources;
    for (const auto& file : std::filesystem::directory_iterator(std::string(GATEHOUSE_SOURCE_DIR) + "/web/templates")) {
        std::ifstream in(file.path());
        sources.emplace_back(file.path().filename().string(), std::string{std::istreambuf_iterator<char>(in), {}});
    }
    return sources;
}

std::vector<std::string> all_matches(const std::string& text, const std::string& pattern) {
    const std::regex expression(pattern);
    std::vector<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) found.push_back((*at)[1]);
    return found;
}

html::Page sample_page() {
    html::Page page;
    page.template_name = "alerts.html";
    page.title = "Sample <title>";
    page.request_path = "/requests";
    page.request_query = "q=a%26b&lang=fr";
    page.language = "en";
    return page;
}

const std::string evil = "\"><script>alert('x')</script>";

}  // namespace

BOOST_AUTO_TEST_SUITE(html_suite)

BOOST_AUTO_TEST_CASE(a_value_is_escaped_for_the_place_it_stands_in) {
    html::Values values;
    values.set("X", evil).set("URL", "javascript:alert(1)").set("Q", "a&b=c d");
    BOOST_TEST(render_one("<p>{{X}}</p>", values) == "<p>&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</p>");
    BOOST_TEST(render_one("<p title=\"{{X}}\">", values).find("<script>") == std::string::npos);
    BOOST_TEST(render_one("<a href=\"{{URL}}\">", values).find("javascript") == std::string::npos);
    BOOST_TEST(render_one("<a href=\"/find?q={{Q:u}}\">", values).find("q=a%26b%3Dc+d") != std::string::npos);
    BOOST_TEST(render_one("<title>{{X}}</title>", values).find("<script>") == std::string::npos);
    BOOST_TEST(render_one("<textarea>{{X}}</textarea>", values).find("<script>") == std::string::npos);
    BOOST_TEST(render_one("<script>var x = '{{X}}';</script>", values).find("</script>alert") == std::string::npos);
    BOOST_TEST(render_one("<input value={{X}}>", values).find("><script>") == std::string::npos);
    BOOST_TEST(render_one("<option value=\"{{X}}\"{{#NO}} selected{{/NO}}>{{X}}</option>", values).find("<script>") == std::string::npos);
    BOOST_TEST(render_one("<a onclick=\"f('{{X}}')\">", values).find("('x')") == std::string::npos);
    BOOST_TEST(render_one("<p style=\"color:{{X}}\">", values).find("<script>") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_value_inside_a_marked_sentence_is_escaped_too) {
    html::Values values;
    values.set("NAME", evil).set("HREF", "javascript:alert(1)");
    const auto page =
        render_one("<p>[[Sent to <b>{NAME}</b>|after sending]]</p><i title=\"[[Tick {NAME}]]\"></i>[[<a href=\"{HREF}\">go</a>]]", values);
    BOOST_TEST(page.find("<b>&quot;&gt;&lt;script") != std::string::npos);
    BOOST_TEST(page.find("<script>") == std::string::npos);
    BOOST_TEST(page.find("javascript") == std::string::npos);
    BOOST_TEST(page.find("after sending") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(mail_text_keeps_its_letters_and_its_blank_lines) {
    html::Values values;
    values.set("NAME", "O'Brien & Söhne <x>");
    BOOST_TEST(render_one("[[Hello {NAME},]]\n\n{{#NO}}no{{/NO}}\n\n\nBye\n", values, "mail.txt") == "Hello O'Brien & Söhne <x>,\n\nBye\n");
}

BOOST_AUTO_TEST_CASE(sections_repeat_nest_and_see_the_values_around_them) {
    html::Values values;
    values.set("ALL", "every");
    values.add("ROW").set("N", 1).show("LAST");
    values.add("ROW").set("N", 2).add("INNER").set("M", "m");
    const auto page =
        render_one("{{#ROW}}{{N}}{{ALL}}{{#LAST}}!{{/LAST}}{{#INNER}}{{M}}{{N}}{{/INNER}};{{/ROW}}{{#NONE}}never{{/NONE}}", values);
    BOOST_TEST(page.find("1every!;2everym2;") != std::string::npos);
    BOOST_TEST(page.find("never") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_included_file_is_escaped_by_its_own_rules) {
    const Folder folder;
    folder.write("page.html", "<div>{{>PART}}</div>");
    folder.write("part.html", "<b title=\"{{X}}\"></b>");
    html::Values values;
    values.include("PART", "part.html").set("X", evil);
    const auto page = html::Templates(folder.templates(), english()).render("page.html", "en", values);
    BOOST_TEST(page.find("<b title=") != std::string::npos);
    BOOST_TEST(page.find("<script>") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_does_not_parse_is_refused_at_start_with_the_file_named) {
    const auto refuses = [](const std::string& source) {
        const Folder folder;
        folder.write("broken.html", source);
        BOOST_CHECK_EXCEPTION(html::Templates(folder.templates(), english()), std::runtime_error,
                              [](const auto& problem) { return std::string(problem.what()).find("broken.html") != std::string::npos; });
    };
    refuses("{{#ROW}}never closed");
    refuses("[[never closed");
    refuses("<icon nowhere>");
    BOOST_CHECK_THROW(html::Templates("/nonexistent", english()), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(a_translation_can_bring_no_markup_of_its_own) {
    const auto with = [](const std::string& translation) {
        return html::expand_marks("[[Sent to <b>{NAME}</b>]]", html::Format::html, {}, [&](const std::string&) { return translation; });
    };
    BOOST_TEST(with("Envoyé à <b>{NAME}</b>") == "Envoyé à <b>{{NAME}}</b>");
    BOOST_TEST(with("Envoyé à {NAME}") == "Sent to <b>{{NAME}}</b>");
    BOOST_TEST(with("<b>{NAME}</b> <script>") == "<b>{{NAME}}</b> &lt;script&gt;");
    BOOST_TEST(with("<b>{OTHER}</b>") == "Sent to <b>{{NAME}}</b>");
    BOOST_TEST(with("<b>{NAME}</b> \"x\" & l'y") == "<b>{{NAME}}</b> &quot;x&quot; &amp; l&#39;y");
    BOOST_TEST(with("<b>{NAME}</b> {{RAW:none}}") == "Sent to <b>{{NAME}}</b>");
}

BOOST_AUTO_TEST_CASE(every_shipped_template_parses_in_every_language_and_the_layout_holds_the_page) {
    auto page = sample_page();
    page.alerts = {{html::Tone::bad, "There is a problem", "", {{"email", "Not <b>good"}}}, {html::Tone::good, "Sent.", "See below.", {}}};
    page.menu = {{"/a", "First", true, 3}, {"/b", "Second", false, 0}};
    page.person = html::Person{evil, "ÉM"};
    page.account_href = "https://localhost:8443/account";
    page.logout_action = "/logout";
    page.form_token = "token";
    page.environment = "training";
    page.program = "authz";
    const auto response = html::render(shipped(), std::move(page), 422);
    BOOST_TEST(response.status == 422);
    const auto& body = response.body;
    for (const char* part :
         {"Sample &lt;title&gt; – Gatehouse", "stand-in training", "aria-current=\"page\"", "<span class=\"count\">3</span>",
          "role=\"alert\"", "role=\"status\"", "href=\"#email\"", "Not &lt;b&gt;good", "action=\"/logout\"",
          "https://localhost:8443/account", "lang=\"el\"", "value=\"token\"", "<svg class=\"icon\""}) {
        BOOST_TEST(body.find(part) != std::string::npos, part);
    }
    BOOST_TEST(body.find("<script>") == std::string::npos);
    BOOST_TEST(body.find("[[") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(language_links_keep_the_query_and_a_choice_is_remembered) {
    const auto response = html::render(shipped(), sample_page());
    BOOST_TEST(response.body.find("/requests?q=a%26b&amp;lang=de") != std::string::npos);
    BOOST_TEST(response.headers.get("Content-Language").value() == "en");
    BOOST_TEST(response.headers.get("Cache-Control").value() == "no-store");
    const auto cookie = std::string(response.headers.get("Set-Cookie").value_or(""));
    BOOST_TEST(cookie.find("__Host-gh-lang=fr") != std::string::npos);
    auto without = sample_page();
    without.request_query = "lang=xx";
    BOOST_TEST(!html::render(shipped(), std::move(without)).headers.get("Set-Cookie").has_value());
}

BOOST_AUTO_TEST_CASE(fields_and_selects_fill_their_markup) {
    html::Values values;
    html::fill_field(values, "first_name", evil, "Enter your first name.");
    html::fill_select(values, "mail_language", html::language_options(), "fr");
    const auto page = render_one(
        "{{#FIRST_NAME_ERROR}}<p>{{MESSAGE}}</p>{{/FIRST_NAME_ERROR}}<input value=\"{{FIRST_NAME}}\"{{#FIRST_NAME_ERROR}} "
        "aria-invalid=\"true\"{{/FIRST_NAME_ERROR}}>"
        "{{#MAIL_LANGUAGE_OPTION}}<option value=\"{{VALUE}}\"{{#SELECTED}} "
        "selected{{/SELECTED}}>{{LABEL}}</option>{{/MAIL_LANGUAGE_OPTION}}",
        values);
    BOOST_TEST(page.find("<p>Enter your first name.</p>") != std::string::npos);
    BOOST_TEST(page.find("aria-invalid=\"true\"") != std::string::npos);
    BOOST_TEST(page.find("<script>") == std::string::npos);
    BOOST_TEST(page.find("<option value=\"fr\" selected>français</option>") != std::string::npos);
    BOOST_TEST(page.find("<option value=\"de\">Deutsch</option>") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_shipped_template_keeps_to_the_house_rules) {
    const std::regex inline_handler("\\son[a-z]+=");
    for (const auto& file : std::filesystem::directory_iterator(std::string(GATEHOUSE_SOURCE_DIR) + "/web/templates")) {
        if (file.path().extension() != ".html") continue;
        std::ifstream in(file.path());
        const std::string source{std::istreambuf_iterator<char>(in), {}};
        const auto name = file.path().filename().string();
        BOOST_TEST(source.find("<script>") == std::string::npos, name);
        BOOST_TEST(source.find("style=") == std::string::npos, name);
        BOOST_TEST(source.find("<style") == std::string::npos, name);
        BOOST_TEST(!std::regex_search(source, inline_handler), name);
        if (name != "layout.html") BOOST_TEST(source.find(":none}}") == std::string::npos, name << " switches escaping off");
    }
}

BOOST_AUTO_TEST_CASE(every_shipped_template_escapes_every_value_and_closes_what_it_opens) {
    for (const auto& [name, source] : shipped_sources()) {
        html::Values values;
        for (const auto& mark : all_matches(source, "\\{\\{([A-Z][A-Z0-9_]*)")) values.set(mark, evil);
        for (const auto& mark : all_matches(source, "[^{]\\{([A-Z][A-Z0-9_]*)\\}")) values.set(mark, evil);
        for (const auto& mark : all_matches(source, "\\{\\{#([A-Z][A-Z0-9_]*)")) values.show(mark);
        if (source.find("{{>") != std::string::npos) continue;
        for (const auto& language : text::languages()) {
            const auto page = shipped().render(name, language.code, values);
            BOOST_TEST(page.find("[[") == std::string::npos, name << " in " << language.code);
            BOOST_TEST(page.find("{{") == std::string::npos, name << " in " << language.code);
            if (!name.ends_with(".html") || name == "layout.html") continue;
            BOOST_TEST(page.find("<script>alert") == std::string::npos, name << " in " << language.code);
            if (language.code != "en") continue;
            for (const char* tag : {"div", "form", "section", "ul", "ol", "table", "p", "dialog", "nav", "a", "button", "dl", "select"}) {
                const auto opened = all_matches(page, "(<" + std::string(tag) + ")[ >]").size();
                const auto closed = all_matches(page, "(</" + std::string(tag) + ">)").size();
                BOOST_TEST(opened == closed,
                           name << " in " << language.code << ": <" << tag << "> " << opened << " times, closed " << closed);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(every_form_that_posts_carries_the_form_token) {
    for (const auto& [name, source] : shipped_sources()) {
        if (!name.ends_with(".html")) continue;
        const auto posts = all_matches(source, "(<form[^>]*method=\"post\")").size();
        const auto tokens = all_matches(source, "(name=\"form_token\")").size();
        BOOST_TEST(posts == tokens, name << " has " << posts << " posting forms and " << tokens << " form tokens");
    }
}

BOOST_AUTO_TEST_CASE(the_language_of_a_request_comes_from_parameter_cookie_and_header) {
    http::Request request;
    request.headers.add("Accept-Language", "pl");
    BOOST_TEST(html::language_of(request) == "pl");
    request.headers.add("Cookie", "__Host-gh-lang=el");
    BOOST_TEST(html::language_of(request) == "el");
    request.query.add("lang", "bg");
    BOOST_TEST(html::language_of(request) == "bg");
}

BOOST_AUTO_TEST_SUITE_END()
