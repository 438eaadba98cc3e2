#include "authz/actions/create_operator.hpp"

#include "authz/actions/file_request.hpp"
#include "authz/actions/leaf.hpp"
#include "authz/actions/refuse_kind.hpp"
#include "authz/store/organisations.hpp"
#include "authz/store/outbox_items.hpp"
#include "authz/store/persons.hpp"
#include "base/text/unicode.hpp"

namespace gatehouse::authz {
namespace {

Organisation new_organisation(const ActionContext& context, const NewOperator& wanted, const PersonId& creator) {
    Organisation made;
    made.id = OrganisationId("o" + context.random.token(16));
    made.type = type::operator_;
    made.status = "to_be_validated";
    made.country = wanted.country;
    made.name = text::trim_spaces(wanted.name);
    made.eori = normalise_eori(wanted.eori);
    made.vat = text::trim_spaces(wanted.vat);
    made.other_identifier = text::trim_spaces(wanted.other_identifier);
    made.region = text::trim_spaces(wanted.region);
    made.address = text::trim_spaces(wanted.address);
    made.postcode = text::trim_spaces(wanted.postcode);
    made.city = text::trim_spaces(wanted.city);
    made.phone = text::trim_spaces(wanted.phone);
    made.fax = text::trim_spaces(wanted.fax);
    made.email = text::trim_spaces(wanted.email);
    made.website = text::trim_spaces(wanted.website);
    made.responsible = wanted.responsible;
    made.origin = "person";
    made.filed_by = creator;
    made.created = context.clock.now();
    return made;
}

// The responsible authority defaults to the country's first competent authority.
std::optional<OrganisationId> responsible_of(sql::ReadTx& tx, const NewOperator& wanted) {
    const auto authorities = competent_authorities(tx, wanted.country);
    if (authorities.empty()) return std::nullopt;
    return authorities.front().first;
}

Result<void> check_responsible(sql::ReadTx& tx, const NewOperator& wanted) {
    if (!wanted.responsible) return {};
    const auto authority = find_organisation(tx, *wanted.responsible);
    if (authority && authority->type == type::cca && authority->country == wanted.country && authority->status == "valid") return {};
    return fail(ErrorCode::bad_input, "Choose a competent authority of the operator's country.", "responsible");
}

bool eori_exists(sql::ReadTx& tx, const std::string& eori) {
    return !eori.empty() &&
           tx.query_one("SELECT id FROM organisation WHERE eori = :eori AND status IN ('to_be_validated', 'valid', 'suspended')", {eori})
               .has_value();
}

Result<void> check_new(sql::ReadTx& tx, const NewOperator& wanted, const Organisation& made) {
    if (eori_exists(tx, made.eori))
        return fail(ErrorCode::conflict, "An operator with this EORI number exists already; search for it and request authorisation there.",
                    "eori");
    return check_responsible(tx, wanted);
}

void append_leaf(const ActionContext& context, sql::Tx& tx, const Actor& actor, const Organisation& made) {
    audit::Event event;
    event.act = "organisation.created";
    event.actor = event.subject = key_of(actor.person);
    event.objects = {{"organisation", made.id.str()}};
    event.after = made.status;
    event.assurance = actor.acr;
    event.facts = {{"name", made.name}, {"country", made.country}, {"eori", made.eori}, {"address", made.address}};
    context.audit.append(tx, event);
}

Result<Result<OperatorCreated>> create(const ActionContext& context, sql::Tx& tx, const NewOperator& wanted, Submission submission) {
    if (const auto before = find_request_once(tx, submission.actor.person, submission.once)) {
        TRY(auto again, file_request(context, tx, submission, Filing::by_person));
        return Result<OperatorCreated>(OperatorCreated{posts_of_request(tx, before->id).at(0).post.organisation, std::move(*again)});
    }
    Organisation made = new_organisation(context, wanted, submission.actor.person);
    if (const auto held = find_kind(tx, submission.actor.person); held && *held != Kind::operator_) {
        made.id = {};
        return Result<OperatorCreated>(std::unexpected(refuse_kind(context, tx, submission.actor, made, *held)));
    }
    TRY_VOID(check_new(tx, wanted, made));
    if (!made.responsible) made.responsible = responsible_of(tx, wanted);
    insert_organisation(tx, context.environment, made, "");
    insert_activity(tx, made.id, {"organic", std::string(activity_of_role(wanted.role)), wanted.role, false});
    append_leaf(context, tx, submission.actor, made);
    publish_organisation(tx, made.id, made.created);
    submission.posts = {{made.id, wanted.role, made.country}};
    TRY(auto filed, file_request(context, tx, submission, Filing::by_person));
    if (!filed) return std::unexpected(filed.error());
    return Result<OperatorCreated>(OperatorCreated{made.id, std::move(*filed)});
}

}  // namespace

Result<OperatorCreated> create_operator(const ActionContext& context, const NewOperator& wanted, const Submission& submission) {
    TRY_VOID(check_submission(submission));
    if (const auto wrong = check_new_operator(wanted); !wrong.empty())
        return fail(ErrorCode::bad_input, wrong.front().message, wrong.front().field);
    TRY(auto created, unwrap(context.db.transact([&](sql::Tx& tx) { return create(context, tx, wanted, submission); })));
    if (context.wake) context.wake();
    return created;
}

}  // namespace gatehouse::authz
