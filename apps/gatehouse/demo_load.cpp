#include "apps/gatehouse/about_file.hpp"
#include "apps/gatehouse/commands.hpp"
#include "apps/gatehouse/demo_posts.hpp"
#include "apps/gatehouse/issuer_matches.hpp"
#include "apps/gatehouse/reference_lists.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::commands {

namespace {

using Environments = std::vector<std::unique_ptr<OpenedEnvironment>>;

struct Demo {
    std::string personas_file, organisations_file;
    std::vector<Persona> personas;
    Organisations organisations;
};

Result<void> check_deciders(const Demo& demo) {
    for (const auto& persona : demo.personas)
        for (const auto& post : persona.posts)
            if (!post.decided_by.empty() && std::ranges::find(demo.personas, post.decided_by, &Persona::username) == demo.personas.end())
                return fail(ErrorCode::bad_input,
                            fmt::format("{}: persona {}: decided_by: {} is no persona; name one of this file.", demo.personas_file,
                                        persona.username, post.decided_by),
                            "decided_by");
    return {};
}

Result<Demo> read_demo() {
    Demo demo;
    demo.personas_file = (checkout() / "data" / "personas.json").string();
    demo.organisations_file = (checkout() / "data" / "demo-organisations.csv").string();
    TRY(demo.personas, read_personas(demo.personas_file));
    TRY(demo.organisations, demo_organisations(demo.organisations_file));
    TRY_VOID(check_deciders(demo));
    return demo;
}

// Invariant 16: a store of real people never meets a persona.
Result<void> born_demo(const std::string& config, sql::Birth birth) {
    if (birth == sql::Birth::demo) return {};
    return fail(ErrorCode::bad_input, config + ": birth is \"real\"; demo load fills stores that were born demo only.", "birth");
}

Result<Environments> open_environments(const Console& console, const State& state, const OpenedIdp& idp) {
    TRY(const auto names, wanted_environments(console, state));
    Environments environments;
    for (const auto& name : names) {
        TRY(const auto settings, environment_settings(state, name));
        TRY_VOID(born_demo(state.config(name), settings.birth));
        TRY(environments.emplace_back(), OpenedEnvironment::open(state, name));
        TRY_VOID(issuer_matches(idp, *environments.back()));
    }
    return environments;
}

Result<void> load(const Demo& demo, const OpenedIdp& idp, OpenedEnvironment& environment, const DemoAccounts& accounts) {
    const auto loaded = authz::load_reference(environment.context(), demo.organisations, "demo-organisations.csv");
    if (!loaded) return std::unexpected(about_file(demo.organisations_file, loaded.error()));
    const auto posts = demo_posts(idp, environment, demo.personas, accounts);
    if (!posts) return std::unexpected(about_file(demo.personas_file, posts.error()));
    fmt::print("{}: {} demo organisations added, {} unchanged; {} posts obtained\n", environment.settings().environment, loaded->added,
               loaded->unchanged, *posts);
    return {};
}

}  // namespace

Result<void> demo_load(const Console& console) {
    TRY(const auto state, State::find());
    TRY(const auto demo, read_demo());
    const auto settings = idp::read_settings(state.config("idp"), idp::Demo::off);
    if (!settings) return std::unexpected(about_file(state.config("idp"), settings.error()));
    TRY_VOID(born_demo(state.config("idp"), settings->birth));
    TRY(const auto idp, OpenedIdp::open(state));
    TRY(const auto environments, open_environments(console, state, *idp));
    const auto accounts = demo_accounts(*idp, demo.personas);
    if (!accounts) return std::unexpected(about_file(demo.personas_file, accounts.error()));
    fmt::print("accounts: {} personas added, {} unchanged\n", accounts->added, std::ssize(demo.personas) - accounts->added);
    for (const auto& environment : environments) TRY_VOID(load(demo, *idp, *environment, *accounts));
    return {};
}

}  // namespace gatehouse::commands
