// The pages over real HTTP: a registry, the router, a server on a free loopback port, and browsers with a session each.
#pragma once

#include "authz/deps.hpp"
#include "base/http/server.hpp"
#include "tests/authz/registry.hpp"

#include <map>

namespace gatehouse::tests {

struct Answer {
    int status = 0;
    std::string body, location;
    bool has(std::string_view text) const { return body.find(text) != std::string::npos; }
};

using Fields = std::vector<std::pair<std::string, std::string>>;

class Site {
public:
    explicit Site(const std::string& engine = "memory", const std::string& environment = "production");
    ~Site();

    // The session cookie of a signed-in person, as authz/endpoints would set it.
    std::string sign_in(const authz::Actor& who);
    Answer get(const std::string& path, const std::string& cookie = {});
    Answer head(const std::string& path, const std::string& cookie);
    // Sends with the right Origin and the session's form token unless told otherwise.
    Answer post(const std::string& path, const std::string& cookie, Fields fields);
    Answer post_raw(const std::string& path, const std::string& cookie, const Fields& fields, const std::string& origin);
    std::string form_token(const std::string& cookie);
    std::string origin() const { return "http://127.0.0.1:" + std::to_string(server->port()); }

    Registry registry;
    Log log{"test", LogLevel::error};
    authz::Settings settings;
    crypto::Seal seal;
    http::SessionCookie cookie;
    text::Catalogue catalogue;
    html::Templates templates;
    std::unique_ptr<authz::Deps> deps;
    std::unique_ptr<http::Router> router;
    std::unique_ptr<http::Server> server;

private:
    std::map<std::string, std::string> sessions_;  // cookie → session id
};

// value="…" of the first input called name; "" where there is none.
std::string input(const Answer& page, const std::string& name);

}  // namespace gatehouse::tests
