// data/personas.json: the made-up persons of a demo store and the posts they hold in each environment.
#pragma once

#include "base/result.hpp"

#include <string>
#include <vector>

namespace gatehouse::commands {

struct PersonaPost {
    std::string organisation;  // key of data/demo-organisations.csv or of a reference list; "commission"
    std::string role, scope;
    std::string decided_by;  // username of the persona who accepts; "" for the Commission's, who are seeded
    enum class Administrator { no, yes } administrator = Administrator::no;
};

struct Persona {
    std::string id, username, first_name, last_name, email, email_language;
    std::string part;  // "Importer's administrator", for the table that scripts/run prints
    std::vector<PersonaPost> posts;
};

inline constexpr std::string_view persona_password = "Gate-house-2026";  // printed by scripts/run; no secret

// Errors: bad_input "FILE: persona 3 (username): what; cure."
Result<std::vector<Persona>> read_personas(const std::string& path);

}  // namespace gatehouse::commands
