#include "apps/gatehouse/demo_seed.hpp"

#include "authz/actions/bootstrap_commission.hpp"
#include "authz/actions/decide_request.hpp"
#include "authz/actions/list_grants.hpp"
#include "authz/actions/load_reference.hpp"
#include "authz/actions/submit_request.hpp"
#include "idp/registration/persons.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::commands {

namespace {

constexpr std::string_view appointed = "commission";
constexpr std::string_view acr = "urn:gatehouse:acr:password";

bool is_appointed(const Persona& persona) {
    return std::any_of(persona.posts.begin(), persona.posts.end(), [](const auto& post) { return post.organisation == appointed; });
}

authz::SeenPerson seen(const Persona& persona, const std::string& issuer) {
    return {issuer, persona.sub, {persona.first_name, persona.last_name}, persona.email, persona.language};
}

Result<bool> has_account(const idp::Core& core, const Persona& persona) {
    return core.db.read([&](sql::ReadTx& tx) -> Result<bool> {
        const auto account = idp::find_account(tx, idp::AccountId(persona.sub));
        return account.has_value();
    });
}

// The seed of one environment: who asks, who accepts.
struct Environment {
    const authz::ActionContext& context;
    std::string issuer;
    const Personas& personas;
    Seeded seeded;

    authz::Actor actor(const Persona& persona) const {
        return {authz::person_id(issuer, persona.sub), std::string(acr), context.clock.now()};
    }

    const Persona& named(const std::string& username) const {
        return *std::find_if(personas.list.begin(), personas.list.end(), [&](const Persona& one) { return one.username == username; });
    }

    Result<bool> holds(const Persona& persona, const PersonaPost& post) const {
        TRY(const auto page,
            authz::list_grants(context.db, {.sub = persona.sub, .organisation = {}, .state = {}, .cursor = {}, .limit = 50}));
        const auto organisation = authz::reference_id(context.environment, post.organisation);
        return std::any_of(page.rows.begin(), page.rows.end(), [&](const authz::ListedGrant& row) {
            return row.grant.post.organisation == organisation && row.grant.post.role == post.role;
        });
    }

    Result<void> appoint() {
        std::vector<authz::Appointment> appointments;
        for (const auto& persona : personas.list)
            if (is_appointed(persona)) appointments.push_back({seen(persona, issuer), persona.posts.front().role});
        const auto granted = authz::bootstrap_commission(context, appointments);
        if (granted) {
            seeded.added += static_cast<int>(granted->size());
            return {};
        }
        if (granted.error().code != ErrorCode::conflict) return std::unexpected(granted.error());
        seeded.unchanged += static_cast<int>(appointments.size());
        return {};
    }

    Result<authz::RequestPostId> request(const Persona& persona, const PersonaPost& post) const {
        authz::Submission submission;
        submission.actor = actor(persona);
        submission.posts = {{authz::reference_id(context.environment, post.organisation), post.role, post.scope}};
        submission.information = "A persona of the demo.";
        submission.email = persona.email;
        submission.once = fmt::format("persona {} {}", post.organisation, post.role);
        TRY(const auto submitted, authz::submit_request(context, submission));
        return submitted.filed.at(0);
    }

    Result<void> give(const Persona& persona, const PersonaPost& post) {
        TRY(const bool held, holds(persona, post));
        if (held) {
            ++seeded.unchanged;
            return {};
        }
        authz::DecisionInput decision;
        TRY(decision.request_post, request(persona, post));
        decision.actor = actor(named(post.accepted_by));
        decision.verdict = authz::Verdict::accepted;
        decision.administrator = post.administrator ? authz::MakeAdministrator::yes : authz::MakeAdministrator::no;
        TRY_VOID(authz::decide_request(context, decision));
        ++seeded.added;
        return {};
    }
};

}  // namespace

Result<Seeded> seed_accounts(const idp::Core& core, const Personas& personas) {
    Seeded seeded;
    for (const auto& persona : personas.list) {
        TRY(const bool there, has_account(core, persona));
        if (there) {
            ++seeded.unchanged;
            continue;
        }
        idp::NewPerson wanted{persona.username, persona.first_name,        persona.last_name,         persona.email,
                              persona.language, Secret(personas.password), idp::AccountKind::persona, idp::AccountId(persona.sub)};
        TRY_VOID(idp::add_person(core, wanted));
        ++seeded.added;
    }
    return seeded;
}

Result<Seeded> seed_posts(const authz::ActionContext& context, const std::string& issuer, const Personas& personas) {
    Environment environment{context, issuer, personas, {}};
    TRY_VOID(environment.appoint());
    for (const auto& persona : personas.list) {
        if (is_appointed(persona) || persona.posts.empty()) continue;
        TRY_VOID(authz::remember_person(context, seen(persona, issuer)));
        for (const auto& post : persona.posts) TRY_VOID(environment.give(persona, post));
    }
    return environment.seeded;
}

}  // namespace gatehouse::commands
