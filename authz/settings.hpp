// The configuration of one gatehouse-authz process (production.toml, training.toml).
#pragma once

#include "base/http/client.hpp"
#include "base/http/server.hpp"
#include "base/jose/key.hpp"
#include "connectors/api/connector.hpp"
#include "connectors/sql/store_birth.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gatehouse::authz {

struct IssuerSettings {
    std::string url;
    std::string client_id;
    std::string private_key_file;  // JWK, ES256: private_key_jwt
    std::string id_token_alg = "ES256";
    std::string ca_file;  // empty: the system's
    http::Guard guard = http::Guard::public_only;
};

struct ConnectorSettings {
    std::string name;  // plugin, e.g. "ldap", "mail-spool"
    connector::Settings settings;
};

struct Settings {
    std::string environment;  // "production" or "training"
    std::string base_url;     // "https://localhost:9443": audience of tokens, origin of redirect URIs
    sql::Birth birth = sql::Birth::real;
    std::string database;
    std::string seal_key_file;
    std::string cookie;
    std::string plugins, web, catalogues;
    std::string log;             // empty: stderr
    std::string policy;          // path of the policy file
    std::string audit_key_file;  // JWK, EdDSA
    std::string sign_up_url, account_url;
    std::vector<http::Listener> listeners;
    std::string helpdesk = "helpdesk@gatehouse.invalid", coi_contact = "coi-organic@gatehouse.invalid";
    std::string mail_from = "automated-notifications@gatehouse.invalid";
    std::optional<ConnectorSettings> mail;       // absent: mails wait in the outbox
    std::optional<ConnectorSettings> directory;  // absent: nothing is published
    IssuerSettings issuer;

    // The audit log's origin, e.g. "localhost:9443/production".
    std::string origin() const;
};

// Errors: bad_input "FILE:LINE: what; cure".
Result<Settings> load_settings(const std::string& path);
Result<Settings> read_settings(std::string_view toml, const std::string& name_for_errors);

}  // namespace gatehouse::authz
