// Loads plugins by name from one folder: lib dir/gatehouse-connector-NAME.so.
#pragma once

#include "connectors/api/connector.hpp"

#include <memory>
#include <string>
#include <vector>

namespace gatehouse::connector {

class Plugin {
public:
    const Descriptor& descriptor() const { return *descriptor_; }
    // Unknown, missing or empty required settings: bad_input naming the setting and the plugin.
    Result<std::unique_ptr<MailSender>> make_mail(Settings settings, Log& log) const;
    Result<std::unique_ptr<Directory>> make_directory(Settings settings, Log& log) const;

    Plugin(std::shared_ptr<void> handle, const Descriptor* descriptor) : handle_(std::move(handle)), descriptor_(descriptor) {}

private:
    std::shared_ptr<void> handle_;  // plugins are never unloaded while an instance lives
    const Descriptor* descriptor_;
};

// name is [a-z0-9-]+ (no path). Errors: bad_input (name, not found, wrong abi; says which versions met).
Result<Plugin> load(const std::string& folder, const std::string& name);
// Every plugin in the folder; one that cannot be loaded is listed with its error.
struct Listed {
    std::string name, version, kind, summary, problem;
    std::vector<Setting> settings;
};
std::vector<Listed> list(const std::string& folder);

}  // namespace gatehouse::connector
