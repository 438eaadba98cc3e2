// `gatehouse client import`: a JSON array of RFC 7591 metadata with given client_id and client_secret.
#pragma once

#include "idp/deps.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::idp {

struct ImportedClients {
    std::vector<std::string> registered, changed, unchanged;  // client ids
};

// All or nothing, in one transaction; a leaf client.registered or client.changed for each that is new or different.
// Errors: bad_input, "client 2 (coi-desk): redirect_uris: what; cure." with the member as field.
Result<ImportedClients> import_clients(const Core& core, std::string_view json);

}  // namespace gatehouse::idp
