#include "authz/publish/publisher.hpp"

#include "authz/publish/entries.hpp"
#include "base/json.hpp"

namespace gatehouse::authz {

Result<void> Publisher::person(const PersonId& id) {
    std::lock_guard hold(one_at_a_time_);
    return put_person(id);
}

Result<void> Publisher::organisation(const OrganisationId& id) {
    std::lock_guard hold(one_at_a_time_);
    return put_organisation(id);
}

Result<void> Publisher::post(const PostId& id) {
    std::lock_guard hold(one_at_a_time_);
    return put_post(id);
}

Result<void> Publisher::grant(const GrantId& id) {
    std::lock_guard hold(one_at_a_time_);
    TRY(const auto found,
        db_.read([&](sql::ReadTx& tx) -> Result<std::optional<ShownGrant>> { return grant_entry(tx, id, clock_.now()); }));
    if (!found) return directory_.remove_grant(id.str());
    if (!found->shown) {
        TRY_VOID(directory_.remove_grant(id.str()));  // first: what may not be shown goes before anything else can fail
        return put_post(found->grant.post.id);
    }
    TRY_VOID(put_organisation(found->grant.post.organisation));
    TRY_VOID(put_person(found->grant.person));
    TRY_VOID(put_post(found->grant.post.id));
    return directory_.put(found->entry);
}

Result<std::vector<std::string>> Publisher::shown_grants() {
    std::lock_guard hold(one_at_a_time_);
    return directory_.grant_ids();
}

Result<void> Publisher::put_person(const PersonId& id) {
    TRY(const auto entry, db_.read([&](sql::ReadTx& tx) -> Result<std::optional<connector::PersonEntry>> { return person_entry(tx, id); }));
    return entry ? directory_.put(*entry) : directory_.remove_person(sub_of(id));
}

Result<void> Publisher::put_organisation(const OrganisationId& id) {
    TRY(const auto entry,
        db_.read([&](sql::ReadTx& tx) -> Result<std::optional<connector::OrganisationEntry>> { return organisation_entry(tx, id); }));
    return entry ? directory_.put(*entry) : Result<void>{};  // organisations are closed, never deleted
}

Result<void> Publisher::put_post(const PostId& id) {
    TRY(const auto entry,
        db_.read([&](sql::ReadTx& tx) -> Result<std::optional<connector::PostEntry>> { return post_entry(tx, id, clock_.now()); }));
    return entry ? directory_.put(*entry) : directory_.remove_post(id.str());
}

Result<void> Publisher::deliver(const outbox::Item& item) {
    TRY(const auto payload, json::parse(item.payload));
    const auto* object = payload.if_object();
    if (!object || object->size() != 1 || !object->begin()->value().is_string())
        return fail(ErrorCode::bad_input, "A publication in the outbox is not understood.", {}, item.payload);
    const std::string_view what = object->begin()->key();
    const std::string id(object->begin()->value().get_string());
    if (what == "grant") return grant(GrantId(id));
    if (what == "post") return post(PostId(id));
    if (what == "organisation") return organisation(OrganisationId(id));
    if (what == "person") return person(PersonId(id));
    return fail(ErrorCode::bad_input, "A publication in the outbox names something unknown.", {}, item.payload);
}

}  // namespace gatehouse::authz
