#include "idp/store/link_requests.hpp"

#include "base/crypto/digest.hpp"
#include "idp/store/accounts.hpp"

#include <stdexcept>

namespace gatehouse::idp {

namespace {

#define REQUEST_COLUMNS                                                                                                         \
    "r.id, r.purpose, r.state, r.browser, r.waiting, r.sub, r.username, r.first_name, r.last_name, r.email, r.email_language, " \
    "r.created_at, r.sends, r.last_sent_at"

Purpose purpose_of(std::string_view word) {
    for (Purpose purpose : {Purpose::activate, Purpose::reset, Purpose::known, Purpose::none}) {
        if (name(purpose) == word) return purpose;
    }
    throw std::logic_error("the store holds an unknown purpose of a link");
}

LinkRequestState state_of(std::string_view word) {
    if (word == "open") return LinkRequestState::open;
    return word == "done" ? LinkRequestState::done : LinkRequestState::void_;
}

LinkRequest request_of(const sql::Row& row) {
    LinkRequest request;
    request.id = LinkRequestId(row.text(0));
    request.purpose = purpose_of(row.text(1));
    request.state = state_of(row.text(2));
    request.browser = BrowserId(row.text(3));
    request.waiting = RequestId(row.text(4));
    if (auto sub = row.optional_text(5)) request.account = AccountId(*sub);
    request.username = row.text(6);
    request.first_name = row.text(7);
    request.last_name = row.text(8);
    request.email = row.text(9);
    request.email_language = row.text(10);
    request.created_at = from_millis(row.integer(11));
    request.sends = static_cast<int>(row.integer(12));
    request.last_sent_at = from_millis(row.integer(13));
    return request;
}

}  // namespace

std::string_view name(Purpose purpose) {
    switch (purpose) {
        case Purpose::activate:
            return "activate";
        case Purpose::reset:
            return "reset";
        case Purpose::known:
            return "known";
        case Purpose::none:
            return "none";
    }
    throw std::logic_error("purpose out of range");
}

void insert_link_request(sql::Tx& tx, const LinkRequest& request) {
    const sql::Value sub = request.account ? sql::Value(request.account->str()) : sql::Value(nullptr);
    tx.execute(
        "INSERT INTO link_request (id, purpose, state, browser, waiting, sub, username, first_name, last_name, email, email_key, "
        "email_language, created_at, sends, last_sent_at) VALUES (:id, :purpose, 'open', :browser, :waiting, :sub, :username, :first, "
        ":last, :email, :email_key, :language, :created, :sends, :sent)",
        {request.id.str(), std::string(name(request.purpose)), request.browser.str(), request.waiting.str(), sub, request.username,
         request.first_name, request.last_name, request.email, email_key(request.email), request.email_language,
         to_millis(request.created_at), std::int64_t{request.sends}, to_millis(request.last_sent_at)});
}

std::optional<LinkRequest> find_link_request(sql::ReadTx& tx, const LinkRequestId& id) {
    auto row = tx.query_one("SELECT " REQUEST_COLUMNS " FROM link_request r WHERE r.id = :id", {id.str()});
    if (!row) return std::nullopt;
    return request_of(*row);
}

Secret add_link(sql::Tx& tx, const LinkRequestId& request, crypto::Random& random, Instant now) {
    Secret proof(random.token());
    tx.execute("INSERT INTO link (proof_hash, request, created_at, expires_at) VALUES (:proof, :request, :created, :expires)",
               {crypto::fingerprint(proof.reveal()), request.str(), to_millis(now), to_millis(now + link_lifetime)});
    return proof;
}

std::optional<Link> find_link(sql::ReadTx& tx, std::string_view proof) {
    auto row = tx.query_one("SELECT " REQUEST_COLUMNS
                            ", l.expires_at FROM link l JOIN link_request r ON r.id = l.request "
                            "WHERE l.proof_hash = :proof",
                            {crypto::fingerprint(proof)});
    if (!row) return std::nullopt;
    return Link{request_of(*row), from_millis(row->integer(14))};
}

bool consume_link(sql::Tx& tx, std::string_view proof, Instant now) {
    return tx.execute(
               "UPDATE link_request SET state = 'done', done_at = :done WHERE state = 'open' AND id = "
               "(SELECT request FROM link WHERE proof_hash = :proof AND expires_at > :now)",
               {to_millis(now), crypto::fingerprint(proof), to_millis(now)}) == 1;
}

bool count_send(sql::Tx& tx, const LinkRequestId& id, Instant now) {
    return tx.execute(
               "UPDATE link_request SET sends = sends + 1, last_sent_at = :now WHERE id = :id AND state = 'open' AND sends < :most "
               "AND last_sent_at <= :before",
               {to_millis(now), id.str(), std::int64_t{most_sends}, to_millis(now - resend_after)}) == 1;
}

std::vector<LinkRequest> void_registrations(sql::Tx& tx, std::string_view email, const LinkRequestId& except, Instant now) {
    std::vector<LinkRequest> voided;
    for (const auto& row : tx.query("SELECT " REQUEST_COLUMNS " FROM link_request r WHERE r.email_key = :email AND r.purpose = 'activate' "
                                    "AND r.state = 'open' AND r.id <> :except ORDER BY r.id",
                                    {email_key(email), except.str()})) {
        voided.push_back(request_of(row));
        tx.execute("UPDATE link_request SET state = 'void', done_at = :now WHERE id = :id AND state = 'open'",
                   {to_millis(now), voided.back().id.str()});
    }
    return voided;
}

void void_resets(sql::Tx& tx, const AccountId& account, Instant now) {
    tx.execute("UPDATE link_request SET state = 'void', done_at = :now WHERE sub = :sub AND purpose = 'reset' AND state = 'open'",
               {to_millis(now), account.str()});
}

Forgotten forget_link_requests(sql::Tx& tx, Instant now, int limit) {
    Forgotten forgotten;
    for (const auto& row :
         tx.query("SELECT " REQUEST_COLUMNS " FROM link_request r WHERE r.created_at < :before ORDER BY r.created_at LIMIT :n",
                  {to_millis(now - std::chrono::days(7)), std::int64_t{limit}})) {
        const LinkRequest request = request_of(row);
        tx.execute("DELETE FROM link WHERE request = :id", {request.id.str()});
        tx.execute("DELETE FROM link_request WHERE id = :id", {request.id.str()});
        if (request.purpose == Purpose::activate && request.state == LinkRequestState::open) forgotten.lapsed.push_back(*request.account);
        ++forgotten.count;
    }
    return forgotten;
}

#undef REQUEST_COLUMNS

}  // namespace gatehouse::idp
