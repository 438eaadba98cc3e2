#include "authz/actions/inbox_rows.hpp"

#include "authz/store/organisations.hpp"
#include "authz/store/post_row.hpp"

#include <algorithm>
#include <set>

namespace gatehouse::authz {
namespace {

constexpr std::int64_t batch = 50;

// clang-format off
#define INBOX_COLUMNS                                                                                                          \
    "SELECT r.id, r.request, r.state, r.person, q.given_name, q.family_name, q.email, q.phone, q.information, r.created_at, "   \
    "r.filed_by, p.id, p.role, p.organisation, p.scope, p.kind, o.id, o.type, o.country, o.name, o.code, o.eori, o.vat, "       \
    "o.other_identifier, o.region, o.address, o.postcode, o.city, o.phone, o.fax, o.email, o.website, o.status, o.responsible, " \
    "o.origin, o.filed_by, o.created_at, o.version "                                                                            \
    "FROM request_post r JOIN request q ON q.id = r.request JOIN post p ON p.id = r.post "                                      \
    "JOIN organisation o ON o.id = r.organisation "
#define INBOX_AFTER " AND r.holding_kind IS NOT NULL AND (r.created_at, r.id) > (:created, :id) ORDER BY r.created_at, r.id LIMIT :most"
// clang-format on

constexpr std::string_view of_country = INBOX_COLUMNS "WHERE r.scope = :country AND r.kind IN ('operator', 'control_body')" INBOX_AFTER;
constexpr std::string_view of_organisation = INBOX_COLUMNS "WHERE r.organisation = :organisation" INBOX_AFTER;
constexpr std::string_view of_authorities = INBOX_COLUMNS "WHERE r.kind = 'authority'" INBOX_AFTER;
constexpr std::string_view of_stand_in = INBOX_COLUMNS
    "WHERE r.kind IN ('operator', 'control_body') AND (r.scope = '*' OR NOT EXISTS (SELECT 1 FROM organisation c "
    "JOIN post cp ON cp.organisation = c.id JOIN grants g ON g.post = cp.id JOIN person n ON n.person = g.person "
    "WHERE c.type = 'cca' AND c.country = r.scope AND c.status = 'valid' AND cp.role = 'OPL' AND g.state = 'active' "
    "AND g.given_name = n.given_name AND g.family_name = n.family_name "
    "AND g.valid_from <= :now AND (g.valid_until IS NULL OR g.valid_until > :now_too)))" INBOX_AFTER;
constexpr std::string_view by_id = INBOX_COLUMNS "WHERE r.id = :id";

Candidate candidate_of(const sql::Row& row) {
    Candidate found;
    InboxRow& r = found.row;
    r.id = RequestPostId(row.text(0));
    r.request = RequestId(row.text(1));
    r.state = row.text(2);
    r.person = PersonId(row.text(3));
    r.made_for = {row.text(4), row.text(5)};
    r.email = row.text(6);
    r.phone = row.text(7);
    r.information = row.text(8);
    r.filed = from_millis(row.integer(9));
    found.filed_by = PersonId(row.text(10));
    r.post = post_of(row, 11);
    r.organisation = organisation_of(row, 16);
    return found;
}

bool earlier(const InboxPosition& a, const InboxPosition& b) {
    return std::tie(a.created, a.id) < std::tie(b.created, b.id);
}

InboxPosition position_of(const Candidate& candidate) {
    return {to_millis(candidate.row.filed), candidate.row.id.str()};
}

class Gathering {
public:
    void add(const std::vector<sql::Row>& rows) {
        std::optional<InboxPosition> last;
        for (const auto& row : rows) {
            Candidate candidate = candidate_of(row);
            last = position_of(candidate);
            if (seen_.insert(candidate.row.id.str()).second) batch_.rows.push_back(std::move(candidate));
        }
        if (std::int64_t(rows.size()) == batch && (!batch_.horizon || earlier(*last, *batch_.horizon))) batch_.horizon = last;
    }

    CandidateBatch finish() {
        auto& rows = batch_.rows;
        std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return earlier(position_of(a), position_of(b)); });
        if (batch_.horizon) std::erase_if(rows, [&](const Candidate& row) { return earlier(*batch_.horizon, position_of(row)); });
        return std::move(batch_);
    }

private:
    CandidateBatch batch_;
    std::set<std::string> seen_;
};

}  // namespace

CandidateBatch open_candidates(sql::ReadTx& tx, const std::vector<policy::Holding>& holdings, const InboxPosition& after, Instant now) {
    Gathering gathering;
    std::set<std::string> asked;
    const std::int64_t at = to_millis(now);
    for (const auto& holding : holdings) {
        if (holding.role == role::OPL && asked.insert("country " + holding.country).second)
            gathering.add(tx.query(of_country, {holding.country, after.created, after.id, batch}));
        if (holding.administrator && asked.insert("organisation " + holding.organisation).second)
            gathering.add(tx.query(of_organisation, {holding.organisation, after.created, after.id, batch}));
        if (holding.role == role::commission && asked.insert("commission").second) {
            gathering.add(tx.query(of_authorities, {after.created, after.id, batch}));
            gathering.add(tx.query(of_stand_in, {at, at, after.created, after.id, batch}));
        }
    }
    return gathering.finish();
}

std::optional<Candidate> find_candidate(sql::ReadTx& tx, const RequestPostId& id) {
    const auto row = tx.query_one(by_id, {id.str()});
    if (!row) return std::nullopt;
    return candidate_of(*row);
}

}  // namespace gatehouse::authz
