#include "apps/gatehouse/about_file.hpp"
#include "apps/gatehouse/commands.hpp"
#include "apps/gatehouse/opened_environment.hpp"
#include "apps/gatehouse/reference_lists.hpp"

#include <fmt/format.h>

namespace gatehouse::commands {

namespace {

struct List {
    std::string file;
    Organisations organisations;
};

Result<List> read(const std::filesystem::path& folder, const std::string& file, Result<Organisations> (*reader)(const std::string&)) {
    TRY(auto organisations, reader((folder / file).string()));
    return List{file, std::move(organisations)};
}

// All files are read before any store is touched.
Result<std::vector<List>> read_all(const std::filesystem::path& folder) {
    std::vector<List> lists;
    TRY(lists.emplace_back(), read(folder, "competent-authorities.csv", competent_authorities));
    TRY(lists.emplace_back(), read(folder, "bcps.csv", border_control_posts));
    TRY(lists.emplace_back(), read(folder, "organic-control-bodies.csv", control_bodies));
    return lists;
}

}  // namespace

Result<void> reference_load(const Console& console, const std::string& folder) {
    TRY(const auto state, State::find());
    TRY(const auto names, wanted_environments(console, state));
    TRY(const auto lists, read_all(folder.empty() ? checkout() / "data" : std::filesystem::path(folder)));
    std::vector<std::unique_ptr<OpenedEnvironment>> environments;
    for (const auto& name : names) {
        TRY(environments.emplace_back(), OpenedEnvironment::open(state, name));
    }
    for (const auto& environment : environments) {
        for (const auto& [file, organisations] : lists) {
            const auto loaded = authz::load_reference(environment->context(), organisations, file);
            if (!loaded) return std::unexpected(about_file(file, loaded.error()));
            fmt::print("{}: {}: {} added, {} unchanged\n", environment->settings().environment, file, loaded->added, loaded->unchanged);
        }
    }
    return {};
}

}  // namespace gatehouse::commands
