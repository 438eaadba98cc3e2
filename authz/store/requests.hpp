// Requests, their posts and the decisions about them.
#pragma once

#include "authz/model.hpp"
#include "connectors/sql/db.hpp"

namespace gatehouse::authz {

struct Request {
    RequestId id;
    PersonId person, filed_by;
    Name made_for;
    std::string information, email, phone, once;
    Instant filed;
};

struct RequestPost {
    RequestPostId id;
    RequestId request;
    PersonId person, filed_by;
    Post post;
    std::string state;
    Instant created, state_at;
};

void insert_request(sql::Tx& tx, std::string_view environment, const Request& request);
void insert_request_post(sql::Tx& tx, std::string_view environment, const RequestPost& row);
std::optional<Request> find_request(sql::ReadTx& tx, const RequestId& id);
std::optional<Request> find_request_once(sql::ReadTx& tx, const PersonId& person, std::string_view once);
std::optional<RequestPost> find_request_post(sql::ReadTx& tx, const RequestPostId& id);
std::vector<RequestPost> posts_of_request(sql::ReadTx& tx, const RequestId& id);
std::vector<RequestPost> waiting_for(sql::ReadTx& tx, const OrganisationId& organisation);

bool is_open(std::string_view state);
// Conditional writes; 0: somebody was first.
std::int64_t move_open(sql::Tx& tx, const RequestPostId& id, std::string_view from, std::string_view to, Instant now);  // open → open
std::int64_t close_request_post(sql::Tx& tx, const RequestPostId& id, std::string_view to, Instant now);                // open → ended

void insert_decision(sql::Tx& tx, std::string_view environment, const Decision& decision);
std::optional<Decision> find_decision(sql::ReadTx& tx, const DecisionId& id);
std::optional<Decision> decision_about(sql::ReadTx& tx, const RequestPostId& id);  // verb post

}  // namespace gatehouse::authz
