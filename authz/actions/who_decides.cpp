#include "authz/actions/who_decides.hpp"

#include "authz/actions/question.hpp"
#include "authz/store/grants.hpp"
#include "authz/store/organisations.hpp"

#include <algorithm>

namespace gatehouse::authz {
namespace {

bool anyone(const std::vector<sql::Row>& rows) {
    return !rows.empty();
}

bool has_administrator(sql::ReadTx& tx, const Post& post) {
    return anyone(
        tx.query("SELECT g.id FROM grants g JOIN post p ON p.id = g.post JOIN person q ON q.person = g.person "
                 "WHERE g.organisation = :organisation AND p.role = 'administrator' AND g.state = 'active' "
                 "AND (g.scope = :scope OR g.scope = '*') AND g.given_name = q.given_name AND g.family_name = q.family_name LIMIT 1",
                 {post.organisation.str(), post.scope}));
}

bool has_commission(sql::ReadTx& tx) {
    return anyone(
        tx.query("SELECT g.id FROM grants g JOIN post p ON p.id = g.post JOIN organisation o ON o.id = g.organisation "
                 "JOIN person q ON q.person = g.person WHERE o.type = 'commission' AND p.role = 'commission' AND g.state = 'active' "
                 "AND g.given_name = q.given_name AND g.family_name = q.family_name LIMIT 1"));
}

std::vector<std::string> living_authorities(sql::ReadTx& tx, const std::string& country) {
    std::vector<std::string> names;
    for (const auto& row :
         tx.query("SELECT o.name FROM organisation o WHERE o.type = 'cca' AND o.country = :country AND o.status = 'valid' AND EXISTS "
                  "(SELECT 1 FROM post p JOIN grants g ON g.post = p.id WHERE p.organisation = o.id AND p.role = 'OPL' "
                  "AND g.state = 'active') ORDER BY o.name_key, o.id LIMIT 3",
                  {country}))
        names.push_back(row.text(0));
    return names;
}

bool is_living(sql::ReadTx& tx, policy::By by, const Post& post) {
    switch (by) {
        case policy::By::national_authority:
            return true;  // deciders() names it only where there is one
        case policy::By::commission:
            return has_commission(tx);
        case policy::By::administrator:
            return has_administrator(tx, post);
    }
    return false;
}

}  // namespace

WhoDecides who_decides(const ActionContext& context, sql::ReadTx& tx, const Post& post, const Organisation& organisation, Instant now) {
    const auto asked = policy_post(post, organisation.type);
    const bool has_authority = !asked.country.empty() && country_has_authority(tx, asked.country, now);
    const auto verb = organisation.status == "to_be_validated" ? policy::Verb::decide_organisation : policy::Verb::decide_post;
    WhoDecides who;
    who.by = policy::deciders(context.policy, verb, asked, has_authority);
    const auto named = who.by;
    std::erase_if(who.by, [&](policy::By by) { return !is_living(tx, by, post); });
    who.nobody_yet = who.by.empty();
    who.country = asked.country;
    who.organisation_name = organisation.name;
    if (has_authority) who.authorities = living_authorities(tx, asked.country);
    const bool domestic = post.kind == Kind::operator_ || post.kind == Kind::control_body;
    who.stands_in = domestic && std::find(named.begin(), named.end(), policy::By::commission) != named.end();
    return who;
}

Result<WhoDecides> who_decides(const ActionContext& context, const Post& post) {
    return context.db.read([&](sql::ReadTx& tx) -> Result<WhoDecides> {
        const auto organisation = find_organisation(tx, post.organisation);
        if (!organisation) return fail(ErrorCode::not_found, "This organisation is not in the register.");
        return who_decides(context, tx, post, *organisation, context.clock.now());
    });
}

}  // namespace gatehouse::authz
