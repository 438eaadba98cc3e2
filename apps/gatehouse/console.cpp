#include "apps/gatehouse/console.hpp"

namespace gatehouse::commands {

Result<std::string> needed_environment(const Console& console) {
    if (!console.environment.empty()) return console.environment;
    return fail(ErrorCode::bad_input, "--environment is missing; add --environment production or --environment training.", "--environment");
}

Result<std::vector<std::string>> wanted_environments(const Console& console, const State& state) {
    if (!console.environment.empty()) return std::vector{console.environment};
    std::vector<std::string> wanted;
    for (const char* name : {"production", "training"})
        if (state.has(name)) wanted.emplace_back(name);
    if (!wanted.empty()) return wanted;
    return fail(ErrorCode::bad_input, state.config("production") + ": no environment is configured; write this file or training.toml.",
                "production.toml");
}

Error about_after(Error error) {
    if (error.field == "cursor" || error.field == "after") error.message = "--after: " + error.message;
    return error;
}

}  // namespace gatehouse::commands
