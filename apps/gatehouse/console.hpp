// What every command is given besides its own arguments: where the state lies, which environment is meant, how to print.
#pragma once

#include "apps/gatehouse/state.hpp"

#include <string>

namespace gatehouse::commands {

enum class Format { table, json };

struct Console {
    std::string environment;  // "production", "training", or "" where --environment was not given
    std::string after;        // --after: the cursor of a list's next page
    Format format = Format::table;
};

// The environment where a command needs exactly one. Errors: bad_input naming --environment.
Result<std::string> needed_environment(const Console& console);
// The one that was named, otherwise those that are configured, in the order production, training.
Result<std::vector<std::string>> wanted_environments(const Console& console, const State& state);

// Lets an error about a list's cursor name the option that it came in.
Error about_after(Error error);

}  // namespace gatehouse::commands
