#include "base/http/ascii.hpp"
#include "base/http/router.hpp"

#include <array>
#include <map>

namespace gatehouse::http {

namespace {

using Directives = std::map<std::string, std::string, std::less<>>;

Directives parse(std::string_view policy) {
    Directives found;
    while (!policy.empty()) {
        const auto end = std::min(policy.find(';'), policy.size());
        const std::string_view directive = trim(policy.substr(0, end));
        policy.remove_prefix(std::min(end + 1, policy.size()));
        const auto space = directive.find(' ');
        if (directive.empty()) continue;
        const bool bare = space == std::string_view::npos;
        found.insert_or_assign(std::string(directive.substr(0, space)), bare ? "" : std::string(trim(directive.substr(space))));
    }
    return found;
}

// A handler may widen one directive (form-action for a form_post answer, img-src for a picture); the rest stays ours.
std::string content_security_policy(std::string_view from_handler) {
    Directives policy = {{"default-src", "'none'"},     {"script-src", "'self'"}, {"style-src", "'self'"},
                         {"img-src", "'self'"},         {"font-src", "'self'"},   {"connect-src", "'self'"},
                         {"frame-ancestors", "'none'"}, {"base-uri", "'none'"},   {"form-action", "'self'"}};
    for (auto& [directive, sources] : parse(from_handler)) {
        policy[directive] = directive == "form-action" ? "'self' " + sources : sources;
    }
    std::string text;
    for (const auto& [directive, sources] : policy) {
        if (!text.empty()) text += "; ";
        text += sources.empty() ? directive : directive + ' ' + sources;
    }
    return text;
}

void add_if_absent(Response& response, std::string_view name, std::string_view value) {
    if (!response.headers.get(name)) response.headers.add(std::string(name), std::string(value));
}

}  // namespace

void add_security_headers(Response& response, std::string_view host) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> fixed = {{
        {"Referrer-Policy", "same-origin"},
        {"X-Content-Type-Options", "nosniff"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
        {"X-Frame-Options", "DENY"},
    }};
    response.headers.set("Content-Security-Policy", content_security_policy(response.headers.get("Content-Security-Policy").value_or("")));
    for (const auto& [name, value] : fixed) add_if_absent(response, name, value);
    // On a developer's machine it would force https on every other program of "localhost", whatever its port.
    if (host.substr(0, host.find(':')) != "localhost") add_if_absent(response, "Strict-Transport-Security", "max-age=31536000");
}

void add_security_headers(Response& response) {
    add_security_headers(response, {});
}

}  // namespace gatehouse::http
