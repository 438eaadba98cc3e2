#include "authz/actions/bootstrap_commission.hpp"

#include "authz/actions/file_request.hpp"
#include "authz/actions/leaf.hpp"
#include "authz/store/grants.hpp"
#include "authz/store/organisations.hpp"
#include "authz/store/outbox_items.hpp"
#include "authz/store/persons.hpp"

#include <set>

namespace gatehouse::authz {
namespace {

// Who decides when nobody can yet: the operator of the machine, named as such in every row.
PersonId machine() {
    return person_id("urn:gatehouse:operator", "bootstrap");
}

Result<void> check(const std::vector<Appointment>& appointments) {
    std::set<std::string> commission, all;
    for (const auto& one : appointments) {
        const std::string id = person_id(one.person.issuer, one.person.sub).str();
        if (one.role != role::commission && one.role != role::auditor)
            return fail(ErrorCode::bad_input, "Only the roles commission and auditor are seeded.", "role");
        if (!all.insert(id).second) return fail(ErrorCode::bad_input, "The same person is named twice; name different persons.", "person");
        if (one.role == role::commission) commission.insert(id);
    }
    if (commission.size() >= 2) return {};
    return fail(ErrorCode::bad_input, "Name two different persons for the Commission, so that each can decide about the other.", "person");
}

OrganisationId ensure_commission(const ActionContext& context, sql::Tx& tx) {
    Organisation commission;
    commission.id = OrganisationId("o" + post_id(context.environment, "commission", OrganisationId("commission"), "*").str());
    if (find_organisation(tx, commission.id)) return commission.id;
    commission.type = type::commission;
    commission.name = "Commission";
    commission.status = "valid";
    commission.origin = "reference";
    commission.created = context.clock.now();
    insert_organisation(tx, context.environment, commission, "seeded with the first administrators");
    publish_organisation(tx, commission.id, commission.created);
    return commission.id;
}

void ensure_machine(sql::Tx& tx, Instant now) {
    if (!find_person(tx, machine())) insert_person(tx, {machine(), {"Operator", "of the machine"}, "", "en", "", "", now, now});
}

Decision decision_of(const ActionContext& context, const RequestPost& row, Instant now) {
    Decision made;
    made.id = DecisionId(context.random.token(16));
    made.verb = "post";
    made.verdict = "accepted";
    made.request_post = row.id;
    made.organisation = row.post.organisation;
    made.post = row.post.id;
    made.beneficiary = row.person;
    made.filed_by = row.filed_by;
    made.decided_by = made.on_behalf_of = machine();
    made.rule = "bootstrap";
    made.policy_hash = context.policy.hash;
    made.policy_version = context.policy.version;
    made.auth_time = made.at = now;
    return made;
}

GrantId accept(const ActionContext& context, sql::Tx& tx, const RequestPost& row, const Name& made_for) {
    const Instant now = context.clock.now();
    close_request_post(tx, row.id, "accepted", now);
    const Decision made = decision_of(context, row, now);
    insert_decision(tx, context.environment, made);
    Grant granted{GrantId(context.random.token(16)), row.person, row.post, "active", now, std::nullopt, made.id, made_for};
    insert_grant(tx, context.environment, granted);
    publish_grant(tx, granted.id, now);
    audit::Event event = about_post("commission.bootstrapped", {machine(), "", now}, row);
    add_decision(event, made);
    event.objects["grant"] = granted.id.str();
    context.audit.append(tx, event);
    return granted.id;
}

Result<GrantId> appoint(const ActionContext& context, sql::Tx& tx, const Appointment& one, const OrganisationId& commission) {
    Submission submission;
    submission.actor = {person_id(one.person.issuer, one.person.sub), "", context.clock.now()};
    submission.posts = {{commission, one.role, std::string(all_countries)}};
    submission.once = "bootstrap";
    TRY(auto filed, file_request(context, tx, submission, Filing::seeding));
    if (!filed) return std::unexpected(filed.error());
    return accept(context, tx, find_request_post(tx, filed->filed.at(0)).value(), one.person.name);
}

std::unexpected<Error> named_before() {
    return fail(ErrorCode::conflict, "The Commission of this store has been named before; its administrators decide from here on.");
}

Result<void> check_first(sql::Db& db) {
    return db.read([](sql::ReadTx& tx) -> Result<void> {
        if (tx.query_one("SELECT at FROM bootstrap WHERE one = 1")) return named_before();
        return {};
    });
}

}  // namespace

Result<std::vector<GrantId>> bootstrap_commission(const ActionContext& context, const std::vector<Appointment>& appointments) {
    TRY_VOID(check(appointments));
    TRY_VOID(check_first(context.db));
    for (const auto& one : appointments) TRY_VOID(remember_person(context, one.person));
    TRY(auto grants, context.db.transact([&](sql::Tx& tx) -> Result<std::vector<GrantId>> {
        if (tx.execute("INSERT INTO bootstrap (one, at) VALUES (1, :at) ON CONFLICT DO NOTHING", {to_millis(context.clock.now())}) == 0)
            return named_before();
        ensure_machine(tx, context.clock.now());
        const OrganisationId commission = ensure_commission(context, tx);
        std::vector<GrantId> made;
        for (const auto& one : appointments) {
            TRY(made.emplace_back(), appoint(context, tx, one, commission));
        }
        return made;
    }));
    if (context.wake) context.wake();
    return grants;
}

}  // namespace gatehouse::authz
