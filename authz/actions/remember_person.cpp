#include "authz/actions/remember_person.hpp"

#include "authz/actions/leaf.hpp"
#include "authz/store/grants.hpp"
#include "authz/store/outbox_items.hpp"
#include "authz/store/persons.hpp"

namespace gatehouse::authz {
namespace {

void append_leaf(const ActionContext& context, sql::Tx& tx, const Person& person, std::string act) {
    audit::Event event;
    event.act = std::move(act);
    event.actor = event.subject = key_of(person.id);
    event.facts = {{"given_name", person.name.given}, {"family_name", person.name.family}, {"email", person.email}};
    context.audit.append(tx, event);
    publish_person(tx, person.id, person.last_seen);
}

}  // namespace

Result<PersonId> remember_person(const ActionContext& context, const SeenPerson& seen) {
    if (seen.issuer.empty() || seen.sub.empty() || seen.issuer.find(' ') != std::string::npos)
        return fail(ErrorCode::bad_input, "A person needs an issuer and a subject.");
    const PersonId id = person_id(seen.issuer, seen.sub);
    TRY_VOID(context.db.transact([&](sql::Tx& tx) -> Result<void> {
        const Instant now = context.clock.now();
        const auto before = find_person(tx, id);
        Person person{id, seen.name, seen.email, seen.locale, {}, {}, now, now};
        if (!before) {
            insert_person(tx, person);
            append_leaf(context, tx, person, "person.first_seen");
        } else {
            update_person_seen(tx, person);
            if (before->name != seen.name) {
                append_leaf(context, tx, person, "person.renamed");
                // Their posts cannot act under the new name, or can again under the old (invariant 15): the directory follows.
                for (const auto& held : grants_of_person(tx, id)) publish_grant(tx, held.grant.id, now);
            }
        }
        return {};
    }));
    if (context.wake) context.wake();
    return id;
}

}  // namespace gatehouse::authz
