#include "idp/authorize/next_step.hpp"

namespace gatehouse::idp {

namespace {

bool is_signed_in(const Situation& now) {
    return now.session && (!now.authenticated_since || now.session->authenticated_at >= *now.authenticated_since);
}

bool is_hinted(const Situation& now) {
    return now.request.hinted_sub.empty() || (now.session && now.session->account.str() == now.request.hinted_sub);
}

bool needs_consent(const Situation& now) {
    if (now.request.prompt.has("consent")) return true;
    return now.client.party == Party::third_party && !now.request.scope.within(now.consented);
}

}  // namespace

Result<Step> next_step(const Situation& now) {
    const bool silent = now.request.prompt.has("none");
    if (now.phase == Phase::arrived && now.request.prompt.has("create")) return Step::create_account;
    if (!is_signed_in(now) || (now.phase == Phase::arrived && !is_hinted(now))) {
        if (silent) return fail(ErrorCode::login_required, "The person has to sign in.");
        return Step::sign_in;
    }
    if (!is_hinted(now)) return fail(ErrorCode::login_required, "Somebody else signed in than id_token_hint names.");
    if (!needs_consent(now)) return Step::issue;
    if (silent) return fail(ErrorCode::consent_required, "The person has to allow this application first.");
    return Step::consent;
}

}  // namespace gatehouse::idp
