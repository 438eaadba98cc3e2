#include "authz/notify/recipients.hpp"

#include "authz/actions/question.hpp"
#include "authz/actions/who_decides.hpp"
#include "authz/store/organisations.hpp"

#include <algorithm>

namespace gatehouse::authz {
namespace {

void add(std::vector<PersonId>& list, const std::vector<sql::Row>& rows) {
    for (const auto& row : rows) list.emplace_back(row.text(0));
}

// Holders whose grant acts: active, inside its dates, at a valid organisation, under an unchanged name.
void add_authorities(std::vector<PersonId>& list, sql::ReadTx& tx, const std::string& country, std::int64_t now) {
    add(list, tx.query("SELECT DISTINCT g.person FROM organisation o JOIN post p ON p.organisation = o.id JOIN grants g ON g.post = p.id "
                       "JOIN person q ON q.person = g.person WHERE o.type = 'cca' AND o.country = :country AND o.status = 'valid' "
                       "AND p.role = 'OPL' AND g.state = 'active' AND g.valid_from <= :now "
                       "AND (g.valid_until IS NULL OR g.valid_until > :now_too) AND g.given_name = q.given_name "
                       "AND g.family_name = q.family_name ORDER BY g.person LIMIT :most",
                       {country, now, now, std::int64_t{most_recipients}}));
}

void add_commission(std::vector<PersonId>& list, sql::ReadTx& tx, std::int64_t now) {
    add(list, tx.query("SELECT DISTINCT g.person FROM organisation o JOIN post p ON p.organisation = o.id JOIN grants g ON g.post = p.id "
                       "JOIN person q ON q.person = g.person WHERE o.type = 'commission' AND o.status = 'valid' AND p.role = 'commission' "
                       "AND g.state = 'active' AND g.valid_from <= :now AND (g.valid_until IS NULL OR g.valid_until > :now_too) "
                       "AND g.given_name = q.given_name AND g.family_name = q.family_name ORDER BY g.person LIMIT :most",
                       {now, now, std::int64_t{most_recipients}}));
}

void add_administrators(std::vector<PersonId>& list, sql::ReadTx& tx, const Post& post, std::int64_t now) {
    add(list, tx.query("SELECT DISTINCT g.person FROM post p JOIN organisation o ON o.id = p.organisation JOIN grants g ON g.post = p.id "
                       "JOIN person q ON q.person = g.person WHERE p.organisation = :organisation AND o.status = 'valid' "
                       "AND p.role = 'administrator' AND (p.scope = :scope OR p.scope = '*') AND g.state = 'active' "
                       "AND g.valid_from <= :now AND (g.valid_until IS NULL OR g.valid_until > :now_too) "
                       "AND g.given_name = q.given_name AND g.family_name = q.family_name ORDER BY g.person LIMIT :most",
                       {post.organisation.str(), post.scope, now, now, std::int64_t{most_recipients}}));
}

}  // namespace

std::vector<PersonId> recipients(const ActionContext& context, sql::ReadTx& tx, const RequestPost& asked, Instant now) {
    const auto organisation = find_organisation(tx, asked.post.organisation);
    if (!organisation) return {};
    const auto who = who_decides(context, tx, asked.post, *organisation, now);
    const std::string country = policy_post(asked.post, organisation->type).country;
    std::vector<PersonId> list;
    for (const policy::By by : who.by) {
        if (by == policy::By::national_authority) add_authorities(list, tx, country, to_millis(now));
        if (by == policy::By::commission) add_commission(list, tx, to_millis(now));
        if (by == policy::By::administrator) add_administrators(list, tx, asked.post, to_millis(now));
    }
    std::ranges::sort(list);
    const auto same = std::ranges::unique(list);
    list.erase(same.begin(), same.end());
    std::erase_if(list, [&](const PersonId& one) { return one == asked.person || one == asked.filed_by; });  // invariant 2
    return list;
}

}  // namespace gatehouse::authz
