#include "apps/gatehouse/commands.hpp"
#include "apps/gatehouse/listing.hpp"
#include "apps/gatehouse/opened_idp.hpp"
#include "idp/store/clients.hpp"

#include <boost/json/array.hpp>

namespace gatehouse::commands {

namespace {

boost::json::array texts(const std::vector<std::string>& list) {
    return boost::json::array(list.begin(), list.end());
}

boost::json::object row_of(const idp::Client& client) {
    return {{"client_id", client.client_id},
            {"client_name", client.client_name},
            {"token_endpoint_auth_method", name(client.token_endpoint_auth_method)},
            {"grant_types", texts(client.grant_types)},
            {"scope", client.scope.str()},
            {"redirect_uris", texts(client.redirect_uris)},
            {"resources", texts(client.resources)},
            {"first_party", client.party == idp::Party::first_party}};
}

}  // namespace

Result<void> client_list(const Console& console) {
    TRY(const auto state, State::find());
    TRY(const auto opened, OpenedIdp::open(state));
    TRY(const auto page,
        opened->db().read([&](sql::ReadTx& tx) -> Result<idp::ClientPage> { return idp::list_clients(tx, console.after, page_size); }));
    Listing listing{{"client_id", "client_name", "token_endpoint_auth_method", "grant_types", "scope"}, {}, page.next};
    for (const auto& client : page.clients) listing.rows.push_back(row_of(client));
    print(listing, console.format);
    return {};
}

}  // namespace gatehouse::commands
