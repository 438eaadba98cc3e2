#include "idp/store/clients.hpp"

#include "base/json.hpp"

#include <stdexcept>

namespace gatehouse::idp {

namespace {

Client client_of(const std::string& secret_hash, const std::string& metadata) {
    const auto parsed = json::parse(metadata);
    auto client = parsed && parsed->is_object() ? read_client_metadata(parsed->get_object())
                                                : fail(ErrorCode::internal, "The store holds broken client metadata.");
    if (!client) throw std::logic_error("the store holds client metadata that this program does not accept: " + client.error().field);
    client->secret_hash = secret_hash;
    return *std::move(client);
}

}  // namespace

std::optional<StoredClient> find_stored_client(sql::ReadTx& tx, std::string_view client_id) {
    const auto row = tx.query_one("SELECT secret_hash, metadata FROM client WHERE client_id = :client_id", {std::string(client_id)});
    if (!row) return std::nullopt;
    return StoredClient{std::string(client_id), row->text(0), row->text(1)};
}

std::optional<Client> find_client(sql::ReadTx& tx, std::string_view client_id) {
    const auto stored = find_stored_client(tx, client_id);
    if (!stored) return std::nullopt;
    return client_of(stored->secret_hash, stored->metadata);
}

void insert_client(sql::Tx& tx, const StoredClient& client, Instant now) {
    tx.execute(
        "INSERT INTO client (client_id, secret_hash, metadata, created_at, changed_at) VALUES (:client_id, :secret, :metadata, :created, "
        ":changed)",
        {client.client_id, client.secret_hash, client.metadata, to_millis(now), to_millis(now)});
}

void change_client(sql::Tx& tx, const StoredClient& client, Instant now) {
    tx.execute("UPDATE client SET secret_hash = :secret, metadata = :metadata, changed_at = :now WHERE client_id = :client_id",
               {client.secret_hash, client.metadata, to_millis(now), client.client_id});
}

ClientPage list_clients(sql::ReadTx& tx, const std::string& cursor, int limit) {
    const auto rows = tx.query("SELECT secret_hash, metadata FROM client WHERE client_id > :cursor ORDER BY client_id LIMIT :limit",
                               {cursor, std::int64_t{limit} + 1});
    ClientPage page;
    for (const auto& row : rows) {
        if (std::ssize(page.clients) == limit) {
            page.next = page.clients.back().client_id;
            break;
        }
        page.clients.push_back(client_of(row.text(0), row.text(1)));
    }
    return page;
}

}  // namespace gatehouse::idp
