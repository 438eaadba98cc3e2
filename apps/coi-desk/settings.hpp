// SPDX-License-Identifier: AGPL-3.0-or-later
// The configuration of the certificate desk (coi-desk.toml).
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace gatehouse::desk {

struct Environment {
    std::string name;  // "production" or "training"
    std::string url;   // "https://localhost:9443": its decision API, and the audience of our token for it
};

struct Settings {
    std::string base_url;  // "https://localhost:9543": audience of our people's access tokens
    std::string address = "127.0.0.1";
    std::uint16_t port = 9543;
    std::string certificate, private_key;  // PEM paths
    Secret seal_key;                       // 32 bytes
    std::string cookie = "__Host-gh-desk";
    std::string web, catalogues;
    std::string log;  // empty: stderr
    std::string helpdesk = "helpdesk@gatehouse.invalid";
    std::string issuer, client_id, ca_file;
    Secret client_secret;
    std::vector<Environment> environments;
};

// Errors: bad_input "FILE:LINE: what; cure".
Result<Settings> read_settings(const std::string& path);

}  // namespace gatehouse::desk
