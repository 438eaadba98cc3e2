#include "connectors/host/check_settings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gatehouse::connector {
namespace {

Result<void> refuse_unknown(const Descriptor& descriptor, const Settings& settings) {
    for (const auto& [name, value] : settings) {
        const bool declared = std::ranges::any_of(descriptor.settings, [&](const Setting& setting) { return setting.name == name; });
        if (!declared)
            return fail(ErrorCode::bad_input, fmt::format("The connector \"{}\" has no setting \"{}\"; remove it.", descriptor.name, name),
                        name);
    }
    return {};
}

}  // namespace

Result<Settings> check_settings(const Descriptor& descriptor, Settings settings) {
    TRY_VOID(refuse_unknown(descriptor, settings));
    for (const Setting& setting : descriptor.settings) {
        const auto found = settings.find(setting.name);
        if (found != settings.end() && !found->second.empty()) continue;
        if (setting.need == Setting::Need::required)
            return fail(
                ErrorCode::bad_input,
                fmt::format("The connector \"{}\" needs the setting \"{}\" ({}).", descriptor.name, setting.name, setting.description),
                std::string(setting.name));
        settings[std::string(setting.name)] = setting.fallback;
    }
    return settings;
}

}  // namespace gatehouse::connector
