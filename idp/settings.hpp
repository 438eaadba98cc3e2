// idp.toml, read once at start. An unknown key or a wrong value is one sentence "FILE:LINE: …" and exit 2.
#pragma once

#include "base/config.hpp"
#include "base/crypto/password.hpp"
#include "base/http/server.hpp"
#include "base/secret.hpp"
#include "connectors/api/connector.hpp"
#include "connectors/sql/store_birth.hpp"

#include <string>
#include <vector>

namespace gatehouse::idp {

struct Contact {
    std::string helpdesk = "helpdesk@gatehouse.invalid";
    std::string coi = "coi-organic@gatehouse.invalid";
};

struct MailSettings {
    std::string connector = "mail-spool";
    std::string from = "automated-notifications@gatehouse.invalid";
    connector::Settings settings;  // handed to the plugin
};

// [[grants_source]]: one environment's authorisation server as a distributed claims source (OpenID Connect Core 5.6.2).
struct GrantsSource {
    std::string scope;     // "grants:production"
    std::string source;    // "production": member of _claim_sources
    std::string endpoint;  // "https://localhost:9443/me/posts"
    std::string audience;  // "https://localhost:9443": aud of the short access token
};

// [limits]: how often somebody may; a demo store's tests raise them.
struct Limits {
    int registrations_per_peer_hour = 60;
    int registrations_per_address_hour = 5;
    int mails_per_address_day = 20;
};

enum class Demo { off, on };

struct Settings {
    std::string issuer;  // "https://localhost:8443", no trailing slash
    sql::Birth birth = sql::Birth::real;
    Demo demo = Demo::off;  // --demo was given (and birth is demo)
    std::string database;
    Secret seal_key;  // 32 bytes
    std::string cookie = "__Host-gh-idp";
    std::string plugins, web, catalogues;
    std::string log;  // empty: standard error
    std::string continue_url;
    std::vector<http::Listener> listeners;
    Contact contact;
    MailSettings mail;
    std::vector<GrantsSource> grants_sources;
    Limits limits;
    crypto::PasswordCost password_cost;  // not in the file; tests lower it
    std::string mail_folder;             // where the developers' mail page looks; empty: mail does not go to a folder
    std::string origin() const;          // of the issuer: "https://localhost:8443"
    std::string log_origin() const;      // of the audit log: "localhost:8443/idp"
};

// Reads and checks everything, invariant 16's configuration part included. Errors: bad_input.
Result<Settings> read_settings(const std::string& path, Demo demo);
Result<Settings> parse_settings(const ConfigTable& table, Demo demo);

}  // namespace gatehouse::idp
