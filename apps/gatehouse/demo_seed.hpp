// `gatehouse demo load`: the personas of data/demo/personas.toml become accounts of the identity provider (seed_accounts) and holders of
// posts in an environment (seed_posts), by the same use cases as the pages: each post is requested by its holder and accepted by a
// colleague whom the policy allows. Demo stores only.
#pragma once

#include "authz/actions/context.hpp"
#include "base/secret.hpp"
#include "idp/deps.hpp"

#include <string>
#include <vector>

namespace gatehouse::commands {

struct PersonaPost {
    std::string organisation;  // a key of load_reference: "cca:DE", or "commission"
    std::string role, scope;   // scope empty: the organisation's country
    std::string accepted_by;   // username; empty for the Commission's own, who are appointed
    bool administrator = false;
};

struct Persona {
    std::string sub, username, first_name, last_name, email, language, about;
    std::vector<PersonaPost> posts;
};

struct Personas {
    std::string password;
    std::vector<Persona> list;
};

// Errors: bad_input "FILE:LINE: what; cure".
Result<Personas> read_personas(const std::string& data);

struct Seeded {
    int added = 0, unchanged = 0;
};
// Errors: bad_input (a real store), conflict.
Result<Seeded> seed_accounts(const idp::Core& core, const Personas& personas);
Result<Seeded> seed_posts(const authz::ActionContext& context, const std::string& issuer, const Personas& personas);

}  // namespace gatehouse::commands
