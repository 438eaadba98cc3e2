#include "apps/gatehouse/about_file.hpp"
#include "apps/gatehouse/commands.hpp"
#include "apps/gatehouse/listing.hpp"
#include "apps/gatehouse/opened_environment.hpp"
#include "apps/gatehouse/opened_idp.hpp"
#include "connectors/host/host.hpp"

#include <boost/json/array.hpp>

#include <set>

namespace gatehouse::commands {

namespace {

Result<std::set<std::string>> folders(const State& state) {
    std::set<std::string> found;
    if (state.has("idp")) {
        const auto settings = idp::read_settings(state.config("idp"), idp::Demo::off);
        if (!settings) return std::unexpected(about_file(state.config("idp"), settings.error()));
        found.insert(settings->plugins);
    }
    for (const char* name : {"production", "training"}) {
        if (!state.has(name)) continue;
        TRY(const auto settings, environment_settings(state, name));
        found.insert(settings.plugins);
    }
    if (!found.empty()) return found;
    return fail(ErrorCode::bad_input, state.config("idp") + ": there is no configuration that names a plugin folder; write this file.",
                "plugins");
}

boost::json::array settings_of(const connector::Listed& listed) {
    boost::json::array names;
    for (const auto& setting : listed.settings) {
        const bool optional = setting.need == connector::Setting::Need::optional;
        names.emplace_back(std::string(setting.name) + (optional ? "?" : ""));
    }
    return names;
}

boost::json::object row_of(const connector::Listed& listed, const std::string& folder) {
    return {{"name", listed.name},       {"kind", listed.kind},       {"version", listed.version},
            {"summary", listed.summary}, {"problem", listed.problem}, {"settings", settings_of(listed)},
            {"folder", folder}};
}

}  // namespace

Result<void> connector_list(const Console& console) {
    TRY(const auto state, State::find());
    TRY(const auto all, folders(state));
    Listing listing{{"name", "kind", "version", "settings", "summary", "problem"}, {}, {}};
    for (const auto& folder : all)
        for (const auto& listed : connector::list(folder)) listing.rows.push_back(row_of(listed, folder));
    print(listing, console.format);
    return {};
}

}  // namespace gatehouse::commands
