// `gatehouse demo load`: the personas of data/demo/personas.toml become accounts of the identity provider (seed_accounts) and holders of
// posts in an environment (seed_posts), by the same use cases as the pages: each post is requested by its holder and accepted by a
// colleague whom the policy allows; only the Commission's own are appointed. Idempotent, also after a run that was cut short.
#pragma once

#include "authz/actions/context.hpp"
#include "idp/deps.hpp"

#include <string>
#include <vector>

namespace gatehouse::commands {

struct PersonaPost {
    std::string organisation;  // a key of load_reference, "cca:DE"; or "commission"
    std::string role, scope;   // scope "": the organisation's country
    std::string accepted_by;   // username of a persona above; "" for the Commission's own
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

// data: the folder `data`. Errors: bad_input "FILE:LINE: what; cure".
Result<Personas> read_personas(const std::string& data);

struct Seeded {
    int added = 0, unchanged = 0;
};
// Errors: bad_input (a real store), conflict (a username or address is somebody else's).
Result<Seeded> seed_accounts(const idp::Core& core, const Personas& personas);
// Reference data first. Errors: bad_input, not_found, forbidden where the policy does not let accepted_by accept.
Result<Seeded> seed_posts(const authz::ActionContext& context, const std::string& issuer, const Personas& personas);

}  // namespace gatehouse::commands
