#include "authz/store/outbox_items.hpp"

#include "base/json.hpp"
#include "connectors/outbox/outbox.hpp"

namespace gatehouse::authz {
namespace {

void publish(sql::Tx& tx, std::string_view member, const std::string& id, Instant now) {
    boost::json::object payload;
    payload[member] = id;
    outbox::put(tx, {"publish", "directory", json::dump(payload)}, now);
}

}  // namespace

void publish_grant(sql::Tx& tx, const GrantId& id, Instant now) {
    publish(tx, "grant", id.str(), now);
}

void publish_organisation(sql::Tx& tx, const OrganisationId& id, Instant now) {
    publish(tx, "organisation", id.str(), now);
}

void publish_person(sql::Tx& tx, const PersonId& id, Instant now) {
    publish(tx, "person", id.str(), now);
}

void notify(sql::Tx& tx, std::string_view event, const RequestId& request, const RequestPostId& request_post, Instant now) {
    boost::json::object payload;
    payload["event"] = event;
    payload["request"] = request.str();
    if (!request_post.empty()) payload["request_post"] = request_post.str();
    outbox::put(tx, {"notify", "", json::dump(payload)}, now);
}

}  // namespace gatehouse::authz
