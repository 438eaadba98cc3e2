// What has to happen before the code may leave; a pure decision.
#pragma once

#include "idp/authorize/authorization_request.hpp"
#include "idp/client_auth/client.hpp"
#include "idp/model.hpp"

#include <optional>

namespace gatehouse::idp {

enum class Step { create_account, sign_in, consent, issue };
enum class Phase { arrived, resumed };  // resumed: the person has been to the sign-in or registration pages

struct Situation {
    const AuthorizationRequest& request;
    const Client& client;
    const std::optional<Session>& session;       // living, its account may sign in
    std::optional<Instant> authenticated_since;  // of the request
    Scope consented;                             // what this person allowed this client before
    Phase phase = Phase::arrived;
};

// Errors: login_required and consent_required for prompt=none; login_required where somebody else than the hinted
// person signed in.
Result<Step> next_step(const Situation& situation);

}  // namespace gatehouse::idp
