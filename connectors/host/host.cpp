#include "connectors/host/host.hpp"

#include "connectors/host/check_settings.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace gatehouse::connector {
namespace {

constexpr std::string_view file_prefix = "gatehouse-connector-";
constexpr std::string_view file_suffix = ".so";

bool is_plugin_name(std::string_view name) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, allowed);
}

std::string last_dl_error() {
    const char* text = dlerror();
    return text ? text : "the loader gave no reason";
}

// RTLD_NODELETE: instances, and the libraries a plugin pulls in (GnuTLS, curl), outlive any Plugin value.
Result<std::shared_ptr<void>> open_object(const std::string& path, const std::string& name) {
    if (!std::filesystem::exists(path))
        return fail(ErrorCode::bad_input, fmt::format("There is no connector \"{}\" at {}; build it or correct its name.", name, path),
                    name);
    void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!handle) return fail(ErrorCode::bad_input, fmt::format("The connector \"{}\" cannot be loaded: {}.", name, last_dl_error()), name);
    return std::shared_ptr<void>(handle, [](void* open) { dlclose(open); });
}

using Entry = const Descriptor* (*)();

Result<const Descriptor*> describe_object(void* handle, const std::string& path, const std::string& name) {
    void* symbol = dlsym(handle, "gatehouse_connector");
    const Descriptor* descriptor = symbol ? reinterpret_cast<Entry>(symbol)() : nullptr;
    if (!descriptor)
        return fail(ErrorCode::bad_input, fmt::format("{} is no Gatehouse connector: it does not describe itself.", path), name);
    // abi comes first in every version of Descriptor; nothing else may be read before it fits.
    if (descriptor->abi != abi)
        return fail(ErrorCode::bad_input,
                    fmt::format("The connector \"{}\" speaks version {} of the connector interface and this program speaks version {}; "
                                "build both from the same source.",
                                name, descriptor->abi, abi),
                    name);
    if (descriptor->name != name)
        return fail(ErrorCode::bad_input, fmt::format("{} calls itself \"{}\"; rename the file.", path, descriptor->name), name);
    return descriptor;
}

Error wrong_kind(const Descriptor& descriptor, std::string_view wanted) {
    return {ErrorCode::bad_input,
            fmt::format("The connector \"{}\" is of kind \"{}\", but one of kind \"{}\" is needed here.", descriptor.name, descriptor.kind,
                        wanted),
            std::string(descriptor.name),
            {},
            {}};
}

Listed listed(const std::string& folder, const std::string& name) {
    Listed line;
    line.name = name;
    auto plugin = load(folder, name);
    if (!plugin) {
        line.problem = plugin.error().message;
        return line;
    }
    const Descriptor& descriptor = plugin->descriptor();
    line.version = descriptor.version;
    line.kind = descriptor.kind;
    line.summary = descriptor.summary;
    line.settings = descriptor.settings;
    return line;
}

}  // namespace

Result<std::unique_ptr<MailSender>> Plugin::make_mail(Settings settings, Log& log) const {
    if (!descriptor_->make_mail) return std::unexpected(wrong_kind(*descriptor_, "mail"));
    TRY(const Settings checked, check_settings(*descriptor_, std::move(settings)));
    return descriptor_->make_mail(checked, log);
}

Result<std::unique_ptr<Directory>> Plugin::make_directory(Settings settings, Log& log) const {
    if (!descriptor_->make_directory) return std::unexpected(wrong_kind(*descriptor_, "directory"));
    TRY(const Settings checked, check_settings(*descriptor_, std::move(settings)));
    return descriptor_->make_directory(checked, log);
}

Result<Plugin> load(const std::string& folder, const std::string& name) {
    if (!is_plugin_name(name))
        return fail(ErrorCode::bad_input, fmt::format("\"{}\" is no connector name; use small letters, digits and hyphens.", name), name);
    const std::string path = fmt::format("{}/{}{}{}", folder, file_prefix, name, file_suffix);
    TRY(auto handle, open_object(path, name));
    TRY(const Descriptor* descriptor, describe_object(handle.get(), path, name));
    return Plugin(std::move(handle), descriptor);
}

std::vector<Listed> list(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code problem;
    for (const auto& file : std::filesystem::directory_iterator(folder, problem)) {
        const std::string leaf = file.path().filename().string();
        if (leaf.starts_with(file_prefix) && leaf.ends_with(file_suffix))
            names.push_back(leaf.substr(file_prefix.size(), leaf.size() - file_prefix.size() - file_suffix.size()));
    }
    std::ranges::sort(names);
    std::vector<Listed> lines;
    for (const auto& name : names) lines.push_back(listed(folder, name));
    return lines;
}

}  // namespace gatehouse::connector
