#include "connectors/api/connector.hpp"
#include "connectors/api/read_secret.hpp"
#include "connectors/ldap/directory.hpp"

#include <cstdlib>

namespace gatehouse::ldap {
namespace {

using namespace connector;

bool stays_on_this_machine(std::string_view url) {
    return url.starts_with("ldapi://") || url.starts_with("ldap://127.0.0.1") || url.starts_with("ldap://[::1]") ||
           url.starts_with("ldap://localhost");
}

// A password crosses no network in clear text.
Result<Server::Tls> tls_of(const Settings& settings) {
    const std::string& url = settings.at("url");
    const std::string& tls = settings.at("tls");
    if (!url.starts_with("ldap://") && !url.starts_with("ldaps://") && !url.starts_with("ldapi://"))
        return fail(ErrorCode::bad_input, "ldap: \"url\" must be ldap://HOST:PORT, ldaps://HOST:PORT or ldapi://PATH.", "url");
    if (tls == "starttls") return Server::Tls::starttls;
    if (tls != "none") return fail(ErrorCode::bad_input, "ldap: \"tls\" must be \"none\" or \"starttls\".", "tls");
    if (!url.starts_with("ldaps://") && !stays_on_this_machine(url))
        return fail(ErrorCode::bad_input, "ldap: \"tls\" must be \"starttls\" for a server that is not on this machine (or use ldaps://).",
                    "tls");
    return Server::Tls::none;
}

Result<int> timeout_of(const Settings& settings) {
    char* end = nullptr;
    const long seconds = std::strtol(settings.at("timeout_seconds").c_str(), &end, 10);
    if (*end != '\0' || seconds < 1 || seconds > 60)
        return fail(ErrorCode::bad_input, "ldap: \"timeout_seconds\" must be a number from 1 to 60.", "timeout_seconds");
    return static_cast<int>(seconds);
}

// The server need not be up: publication waits in the outbox until it is.
Result<std::unique_ptr<Directory>> make(const Settings& settings, Log& log) {
    ::setenv("LDAPNOINIT", "1", 1);  // neither /etc/ldap/ldap.conf nor ~/.ldaprc nor LDAP* decide where we connect
    Server server;
    server.url = settings.at("url");
    server.ca_file = settings.at("ca_file");
    server.bind_dn = settings.at("bind_dn");
    TRY(server.tls, tls_of(settings));
    TRY(server.timeout_seconds, timeout_of(settings));
    TRY(server.password, read_secret(settings.at("password_file"), "password_file"));
    return std::make_unique<LdapDirectory>(std::move(server), settings.at("suffix"), log);
}

const Descriptor& descriptor() {
    using enum Setting::Need;
    static const Descriptor self = {
        abi,
        "ldap",
        "1.0",
        "directory",
        "Publishes people, organisations, posts and grants into an LDAP directory",
        {{"url", "ldap://HOST:PORT, ldaps://HOST:PORT or ldapi://PATH", required},
         {"suffix", "where the environment's entries stand, e.g. dc=production,dc=gatehouse", required},
         {"bind_dn", "the publisher's distinguished name", required},
         {"password_file", "file that holds the publisher's password", required, "", Setting::Kind::secret},
         {"tls", "\"starttls\", or \"none\" for ldaps:// and servers on this machine", optional, "none"},
         {"ca_file", "PEM file of the authority that signed the server's certificate; empty: the system's", optional},
         {"timeout_seconds", "longest wait for one operation", optional, "5"}},
        nullptr,
        &make};
    return self;
}

}  // namespace
}  // namespace gatehouse::ldap

extern "C" const gatehouse::connector::Descriptor* gatehouse_connector();
extern "C" const gatehouse::connector::Descriptor* gatehouse_connector() {
    return &gatehouse::ldap::descriptor();
}
