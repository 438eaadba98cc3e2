#include "idp/client_auth/import_clients.hpp"

#include "base/crypto/digest.hpp"
#include "base/json.hpp"
#include "idp/store/clients.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace gatehouse::idp {

namespace {

constexpr std::size_t shortest_secret = 32;  // letters; of 64 possible ones each that is 192 bits
constexpr std::size_t most_clients = 1000;

std::unexpected<Error> refuse(std::size_t index, const boost::json::value& item, std::string_view member, std::string_view cure) {
    const auto* id = item.is_object() ? item.get_object().if_contains("client_id") : nullptr;
    const std::string who = id != nullptr && id->is_string() ? fmt::format(" ({})", std::string_view(id->get_string()).substr(0, 100)) : "";
    const std::string where = member.empty() ? "" : fmt::format("{}: ", member);
    return fail(ErrorCode::bad_input, fmt::format("client {}{}: {}{}.", index + 1, who, where, cure), std::string(member));
}

struct Read {
    StoredClient stored;  // secret_hash empty: no secret in the file
    ClientAuth method;
};

bool has_secret(ClientAuth method) {
    return method == ClientAuth::client_secret_basic || method == ClientAuth::client_secret_post;
}

Result<Read> read_one(std::size_t index, const boost::json::value& item) {
    if (!item.is_object()) return refuse(index, item, "", "must be an object of client metadata");
    boost::json::object metadata = item.get_object();
    const auto client = read_client_metadata(metadata);
    if (!client) return refuse(index, item, client.error().field, client.error().message);
    Read read{{client->client_id, "", ""}, client->token_endpoint_auth_method};
    if (const auto* secret = metadata.if_contains("client_secret")) {
        if (!has_secret(read.method))
            return refuse(index, item, "client_secret", fmt::format("does not go with {}; remove it", name(read.method)));
        if (!secret->is_string() || secret->get_string().size() < shortest_secret)
            return refuse(index, item, "client_secret", "must be a random text of at least 32 characters (openssl rand -base64 32)");
        read.stored.secret_hash = crypto::fingerprint(secret->get_string());
        metadata.erase("client_secret");
    }
    read.stored.metadata = json::canonical(metadata);
    return read;
}

Result<std::vector<Read>> read_all(std::string_view text) {
    auto parsed = json::parse(text, {.bytes = 4 * 1024 * 1024, .depth = 16});
    if (!parsed) return fail(ErrorCode::bad_input, parsed.error().message);
    if (!parsed->is_array() || parsed->get_array().size() > most_clients)
        return fail(ErrorCode::bad_input, "The file must hold a JSON array of at most 1000 clients.");
    std::vector<Read> all;
    const auto& items = parsed->get_array();
    for (std::size_t index = 0; index < items.size(); ++index) {
        TRY(auto one, read_one(index, items[index]));
        const bool twice =
            std::any_of(all.begin(), all.end(), [&](const Read& other) { return other.stored.client_id == one.stored.client_id; });
        if (twice) return refuse(index, items[index], "client_id", "occurs twice in this file; remove one");
        all.push_back(std::move(one));
    }
    return all;
}

void leave(const Core& core, sql::Tx& tx, const std::string& client_id, std::string act) {
    audit::Event event;
    event.act = std::move(act);
    event.objects = {{"client", client_id}};
    event.after = "registered";
    core.audit.append(tx, event);
}

Result<void> write_one(const Core& core, sql::Tx& tx, std::size_t index, Read read, ImportedClients& done) {
    StoredClient& wanted = read.stored;
    const auto before = find_stored_client(tx, wanted.client_id);
    // A file without the secret keeps the one that is known.
    if (before && wanted.secret_hash.empty() && has_secret(read.method)) wanted.secret_hash = before->secret_hash;
    if (has_secret(read.method) && wanted.secret_hash.empty())
        return refuse(index, boost::json::object{{"client_id", wanted.client_id}}, "client_secret",
                      fmt::format("is missing; {} needs a random text of at least 32 characters", name(read.method)));
    if (!before) {
        insert_client(tx, wanted, core.now());
        leave(core, tx, wanted.client_id, "client.registered");
        done.registered.push_back(wanted.client_id);
    } else if (before->metadata != wanted.metadata || before->secret_hash != wanted.secret_hash) {
        change_client(tx, wanted, core.now());
        leave(core, tx, wanted.client_id, "client.changed");
        done.changed.push_back(wanted.client_id);
    } else {
        done.unchanged.push_back(wanted.client_id);
    }
    return {};
}

}  // namespace

Result<ImportedClients> import_clients(const Core& core, std::string_view json) {
    TRY(const auto all, read_all(json));
    return core.db.transact([&](sql::Tx& tx) -> Result<ImportedClients> {
        ImportedClients done;
        for (std::size_t index = 0; index < all.size(); ++index) TRY_VOID(write_one(core, tx, index, all[index], done));
        return done;
    });
}

}  // namespace gatehouse::idp
