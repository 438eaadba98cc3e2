#include "authz/decide/my_posts.hpp"

#include "authz/store/grants.hpp"

#include <boost/json/array.hpp>

namespace gatehouse::authz {
namespace {

boost::json::object entry(const HeldPost& held) {
    const Grant& grant = held.grant;
    boost::json::object organisation{{"id", held.organisation.id.str()},
                                     {"name", held.organisation.name},
                                     {"type", held.organisation.type},
                                     {"country", held.organisation.country},
                                     {"code", held.organisation.code}};
    boost::json::object post{{"post", grant.post.id.str()}, {"role", grant.post.role}, {"organisation", std::move(organisation)},
                             {"scope", grant.post.scope},   {"grant", grant.id.str()}, {"from", rfc3339(grant.from)}};
    post["until"] = grant.until ? boost::json::value(rfc3339(*grant.until)) : boost::json::value(nullptr);
    return post;
}

}  // namespace

Result<boost::json::object> my_posts(const Deps& deps, const PersonId& person) {
    const Instant now = deps.around.clock.now();
    TRY(const auto held, deps.db.read([&](sql::ReadTx& tx) -> Result<std::vector<HeldPost>> { return held_posts(tx, person, now); }));
    boost::json::array posts;
    for (const auto& post : held) posts.push_back(entry(post));
    return boost::json::object{{"environment", deps.settings.environment}, {"as_of", rfc3339(now)}, {"posts", std::move(posts)}};
}

}  // namespace gatehouse::authz
