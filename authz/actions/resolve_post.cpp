#include "authz/actions/resolve_post.hpp"

#include "authz/store/organisations.hpp"

#include <algorithm>

namespace gatehouse::authz {
namespace {

Result<void> check_status(const Organisation& organisation) {
    if (organisation.status == "valid" || organisation.status == "to_be_validated") return {};
    return fail(ErrorCode::conflict, "This organisation no longer takes requests; search for its successor or ask its authority.", "post");
}

Result<void> check_role(const Organisation& organisation, std::string_view wanted, Filing filing) {
    if (!role_fits_type(wanted, organisation.type) || wanted == role::administrator)
        return fail(ErrorCode::bad_input, "This role does not exist at this organisation; go back and tick again.", "post");
    if (organisation.type == type::commission && filing != Filing::seeding)
        return fail(ErrorCode::forbidden, "Posts of the Commission cannot be requested.", "post");
    return {};
}

// An operator's activity: valid, or still to be validated together with its operator.
Result<void> check_activity(sql::ReadTx& tx, const Organisation& organisation, std::string_view wanted) {
    for (const auto& activity : activities_of(tx, organisation.id))
        if (activity.role == wanted && (activity.valid || organisation.status == "to_be_validated")) return {};
    return fail(ErrorCode::bad_input, "This operator has no such activity; go back and tick another one.", "post");
}

Result<std::string> resolve_scope(sql::ReadTx& tx, const Organisation& organisation, const std::string& wanted) {
    if (organisation.type == type::commission) return std::string(all_countries);
    if (organisation.type != type::control_body) {
        if (wanted.empty() || wanted == organisation.country) return organisation.country;
        return fail(ErrorCode::bad_input, "This organisation acts for its own country only; go back and tick again.", "post");
    }
    if (wanted == all_countries || certifies(tx, organisation.id, wanted)) return wanted;
    return fail(ErrorCode::bad_input, "This control body does not certify for that country; tick one of its countries.", "post");
}

}  // namespace

Result<Resolved> resolve_post(const ActionContext& context, sql::ReadTx& tx, const WantedPost& wanted, Filing filing) {
    auto organisation = find_organisation(tx, wanted.organisation);
    if (!organisation) return fail(ErrorCode::not_found, "This organisation is not in the register; go back and search again.", "post");
    TRY_VOID(check_status(*organisation));
    TRY_VOID(check_role(*organisation, wanted.role, filing));
    if (organisation->type == type::operator_) TRY_VOID(check_activity(tx, *organisation, wanted.role));
    TRY(const auto scope, resolve_scope(tx, *organisation, wanted.scope));
    Post post{post_id(context.environment, wanted.role, organisation->id, scope), wanted.role, organisation->id, scope,
              kind_of_type(organisation->type)};
    return Resolved{wanted, std::move(post), std::move(*organisation)};
}

}  // namespace gatehouse::authz
