// Registered applications.
#pragma once

#include "connectors/sql/db.hpp"
#include "idp/client_auth/client.hpp"
#include "idp/model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::idp {

std::optional<Client> find_client(sql::ReadTx& tx, std::string_view client_id);

struct StoredClient {
    std::string client_id;
    std::string secret_hash;  // empty: none
    std::string metadata;     // canonical JSON without client_secret
};
std::optional<StoredClient> find_stored_client(sql::ReadTx& tx, std::string_view client_id);
void insert_client(sql::Tx& tx, const StoredClient& client, Instant now);
void change_client(sql::Tx& tx, const StoredClient& client, Instant now);

struct ClientPage {
    std::vector<Client> clients;  // by client_id
    std::string next;             // cursor of the next page; empty: the end
};
ClientPage list_clients(sql::ReadTx& tx, const std::string& cursor, int limit);  // limit 1–200

}  // namespace gatehouse::idp
