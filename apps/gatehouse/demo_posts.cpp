#include "apps/gatehouse/demo_posts.hpp"

#include "apps/gatehouse/issuer_matches.hpp"
#include "authz/actions/bootstrap_commission.hpp"
#include "authz/actions/decide_request.hpp"
#include "authz/actions/load_reference.hpp"
#include "authz/actions/submit_request.hpp"
#include "authz/store/persons.hpp"
#include "authz/store/requests.hpp"

namespace gatehouse::commands {

namespace {

constexpr std::string_view commission = "commission";

class Obtaining {
public:
    Obtaining(const OpenedIdp& idp, OpenedEnvironment& environment, const DemoAccounts& accounts)
        : idp_(idp), context_(environment.context()), accounts_(accounts) {}

    Result<int> seed_commission(const std::vector<Persona>& personas) {
        std::vector<authz::Appointment> appointments;
        for (const auto& persona : personas)
            for (const auto& post : persona.posts)
                if (post.organisation == commission) appointments.push_back({seen(persona.username), post.role});
        const auto seeded = authz::bootstrap_commission(context_, appointments);
        if (seeded) return static_cast<int>(seeded->size());
        if (seeded.error().code == ErrorCode::conflict) return 0;  // named before: by an earlier run
        return std::unexpected(seeded.error());
    }

    Result<int> obtain(const Persona& persona, const PersonaPost& post) {
        TRY_VOID(remember(persona.username));
        const auto submitted = authz::submit_request(context_, submission(persona, post));
        if (!submitted && submitted.error().code == ErrorCode::conflict) return 0;  // held or asked for otherwise
        if (!submitted) return std::unexpected(submitted.error());
        int accepted = 0;
        for (const auto& filed : submitted->filed) {
            TRY(const int one, accept_if_open(filed, post));
            accepted += one;
        }
        return accepted;
    }

private:
    authz::SeenPerson seen(const std::string& username) const { return seen_person(idp_, accounts_.by_username.at(username)); }
    authz::Actor actor(const std::string& username) const {
        const auto person = seen(username);
        return {authz::person_id(person.issuer, person.sub), std::string(idp::acr_password), context_.clock.now()};
    }

    Result<void> remember(const std::string& username) {
        TRY(const auto known,
            context_.db.read([&](sql::ReadTx& tx) -> Result<bool> { return authz::find_person(tx, actor(username).person).has_value(); }));
        if (!known) TRY_VOID(authz::remember_person(context_, seen(username)));
        return {};
    }

    authz::Submission submission(const Persona& persona, const PersonaPost& post) const {
        authz::Submission made;
        made.actor = actor(persona.username);
        made.posts = {{authz::reference_id(context_.environment, post.organisation), post.role, post.scope}};
        made.information = "Persona of the demo.";
        made.email = persona.email;
        made.once = ("demo/" + post.organisation + "/" + post.role + "/" + post.scope).substr(0, 64);
        return made;
    }

    Result<int> accept_if_open(const authz::RequestPostId& filed, const PersonaPost& post) {
        TRY(const auto open, context_.db.read([&](sql::ReadTx& tx) -> Result<bool> {
            const auto row = authz::find_request_post(tx, filed);
            return row && authz::is_open(row->state);
        }));
        if (!open) return 0;
        authz::DecisionInput input;
        input.actor = actor(post.decided_by);
        input.request_post = filed;
        input.verdict = authz::Verdict::accepted;
        if (post.administrator == PersonaPost::Administrator::yes) input.administrator = authz::MakeAdministrator::yes;
        TRY_VOID(authz::decide_request(context_, input));
        return 1;
    }

    const OpenedIdp& idp_;
    const authz::ActionContext context_;
    const DemoAccounts& accounts_;
};

}  // namespace

Result<int> demo_posts(const OpenedIdp& idp, OpenedEnvironment& environment, const std::vector<Persona>& personas,
                       const DemoAccounts& accounts) {
    Obtaining obtaining(idp, environment, accounts);
    TRY(int obtained, obtaining.seed_commission(personas));
    for (const auto& persona : personas) {
        for (const auto& post : persona.posts) {
            if (post.organisation == commission) continue;
            const auto one = obtaining.obtain(persona, post);
            if (!one) return fail(one.error().code, "persona " + persona.username + ", " + post.organisation + ": " + one.error().message);
            obtained += *one;
        }
    }
    return obtained;
}

}  // namespace gatehouse::commands
