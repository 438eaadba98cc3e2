#include "apps/gatehouse/state.hpp"

#include <cstdlib>

namespace gatehouse::commands {

namespace {

namespace fs = std::filesystem;

bool holds_config(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_directory(folder / "config", ignored);
}

Result<State> named(const fs::path& folder) {
    if (holds_config(folder)) return State(folder);
    return fail(ErrorCode::bad_input,
                "GATEHOUSE_VAR: " + folder.string() + " holds no folder config; name the folder that scripts/run made.", "GATEHOUSE_VAR");
}

}  // namespace

fs::path checkout() {
    std::error_code problem;
    const fs::path program = fs::read_symlink("/proc/self/exe", problem);
    return problem ? fs::path(".") : program.parent_path().parent_path().parent_path().parent_path();
}

Result<State> State::find() {
    if (const char* given = std::getenv("GATEHOUSE_VAR"); given != nullptr && *given != '\0') return named(given);
    for (const fs::path& folder : {fs::path("var"), checkout() / "var"})
        if (holds_config(folder)) return State(folder);
    return fail(ErrorCode::bad_input, "GATEHOUSE_VAR: there is no var/config here; run scripts/run, or name the state folder.",
                "GATEHOUSE_VAR");
}

std::string State::config(std::string_view name) const {
    return (folder_ / "config" / (std::string(name) + ".toml")).string();
}

bool State::has(std::string_view name) const {
    std::error_code ignored;
    return fs::is_regular_file(config(name), ignored);
}

}  // namespace gatehouse::commands
