// A small browser for tests of whole programs: cookies, redirects by hand, forms with their token and Origin. An
// independent HTTP client (cpp-httplib) and no code of ours.
#pragma once

#include <httplib.h>

#include <map>
#include <memory>
#include <regex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse::tests {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Page {
    int status = 0;
    std::string body, location;
    httplib::Headers headers;

    bool shows(const std::string& text) const { return body.find(text) != std::string::npos; }
    std::string header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? "" : found->second;
    }
    // The value of the first <input … name="NAME" … value="…">.
    std::string field(const std::string& name) const {
        std::smatch match;
        const std::regex input("<input[^>]*name=\"" + name + "\"[^>]*value=\"([^\"]*)\"");
        return std::regex_search(body, match, input) ? unescaped(match[1]) : "";
    }
    static std::string unescaped(std::string text) {
        const std::pair<std::string, std::string> entities[] = {
            {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
        for (const auto& [entity, sign] : entities) {
            for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos; ++at) text.replace(at, entity.size(), sign);
        }
        return text;
    }
};

class Browser {
public:
    // base: "http://127.0.0.1:PORT"; from: the loopback address it calls from.
    explicit Browser(std::string base, const std::string& from = "127.0.0.1") : base_(std::move(base)), client_(make_client(base_, from)) {}

    Page get(const std::string& path, const httplib::Headers& more = {}) { return keep(client_->Get(path, with_cookies(more))); }
    Page head(const std::string& path) { return keep(client_->Head(path, with_cookies({}))); }

    // As a page of ours would send it: its form token and our Origin.
    Page post(const std::string& path, Fields fields, const Page& form_page) {
        fields.emplace_back("form_token", form_page.field("form_token"));
        return post_raw(path, fields, {{"Origin", base_}});
    }
    Page post_raw(const std::string& path, const Fields& fields, const httplib::Headers& more) {
        return keep(client_->Post(path, with_cookies(more), encoded(fields), "application/x-www-form-urlencoded"));
    }
    Page follow(Page page) {
        for (int hops = 0; hops < 10 && page.status >= 300 && page.status < 400 && !page.location.empty(); ++hops) {
            page = get(page.location.rfind(base_, 0) == 0 ? page.location.substr(base_.size()) : page.location);
        }
        return page;
    }

    std::map<std::string, std::string> cookies;
    const std::string& base() const { return base_; }

    static std::string encoded(const Fields& fields) {
        std::string text;
        for (const auto& [name, value] : fields) text += (text.empty() ? "" : "&") + percent(name) + "=" + percent(value);
        return text;
    }

private:
    // Over https nothing is verified: development certificates are none of these tests' business.
    static std::unique_ptr<httplib::Client> make_client(const std::string& base, const std::string& from) {
        auto client = std::make_unique<httplib::Client>(base);
        client->set_interface(from);
        client->set_keep_alive(false);
        client->set_read_timeout(20);
        client->enable_server_certificate_verification(false);
        return client;
    }
    static std::string percent(const std::string& text) {
        static const char digits[] = "0123456789ABCDEF";
        std::string made;
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (std::isalnum(byte) != 0) {
                made += c;
            } else {
                made += {'%', digits[byte >> 4], digits[byte & 15]};
            }
        }
        return made;
    }
    httplib::Headers with_cookies(httplib::Headers headers) const {
        std::string line;
        for (const auto& [name, value] : cookies) line += (line.empty() ? "" : "; ") + name + "=" + value;
        if (!line.empty()) headers.emplace("Cookie", line);
        return headers;
    }
    Page keep(const httplib::Result& result) {
        if (!result) throw std::runtime_error("no answer: " + httplib::to_string(result.error()));
        const auto range = result->headers.equal_range("Set-Cookie");
        for (auto at = range.first; at != range.second; ++at) take_cookie(at->second);
        return {result->status, result->body, result->get_header_value("Location"), result->headers};
    }
    void take_cookie(const std::string& line) {
        const auto equals = line.find('=');
        const auto end = line.find(';');
        const std::string name = line.substr(0, equals);
        const std::string value = line.substr(equals + 1, end - equals - 1);
        if (value.empty() || line.find("Max-Age=0") != std::string::npos) {
            cookies.erase(name);
        } else {
            cookies[name] = value;
        }
    }

    std::string base_;
    std::unique_ptr<httplib::Client> client_;
};

}  // namespace gatehouse::tests
