// SPDX-License-Identifier: AGPL-3.0-or-later
#include "apps/coi-desk/settings.hpp"

#include "base/config.hpp"
#include "base/encoding.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace gatehouse::desk {

namespace {

auto wrong(const ConfigTable& table, std::string_view key, const std::string& what) {
    return fail(ErrorCode::bad_input, table.where(key) + ": " + std::string(key) + " " + what);
}

Result<std::string> secret_file(const ConfigTable& table, std::string_view key) {
    TRY(const auto path, table.text(key));
    std::ifstream in(path);
    if (!in) return wrong(table, key, "names a file that cannot be read: " + path);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    return text;
}

// An address without path: it is compared and extended as text.
Result<std::string> address(const ConfigTable& table, std::string_view key) {
    TRY(auto url, table.text(key));
    const bool http = url.starts_with("https://") || url.starts_with("http://127.0.0.1:");
    if (!http || url.ends_with('/')) return wrong(table, key, "must be an https address without a slash at the end");
    return url;
}

Result<void> read_issuer(const ConfigTable& file, Settings& settings) {
    TRY(const auto table, file.table("issuer"));
    if (!table) return wrong(file, "issuer", "is missing; add the table [issuer] with url, client_id and client_secret_file");
    TRY(settings.issuer, address(*table, "url"));
    TRY(settings.client_id, table->text("client_id"));
    TRY(auto secret, secret_file(*table, "client_secret_file"));
    settings.client_secret = Secret(std::move(secret));
    TRY(settings.ca_file, table->text_or("ca_file", ""));
    return {};
}

Result<void> read_environments(const ConfigTable& file, Settings& settings) {
    TRY(const auto tables, file.tables("environment"));
    for (const auto& table : tables) {
        Environment environment;
        TRY(environment.name, table.text("name"));
        if (environment.name != "production" && environment.name != "training")
            return wrong(table, "name", "must be production or training");
        if (std::ranges::find(settings.environments, environment.name, &Environment::name) != settings.environments.end()) {
            return wrong(table, "name", "occurs twice");
        }
        TRY(environment.url, address(table, "url"));
        settings.environments.push_back(std::move(environment));
    }
    if (settings.environments.empty()) return wrong(file, "environment", "is missing; add [[environment]] with name and url");
    return {};
}

Result<void> read_listener(const ConfigTable& file, Settings& settings) {
    TRY(settings.base_url, address(file, "base_url"));
    if (!settings.base_url.starts_with("https://")) return wrong(file, "base_url", "must be an https address");
    TRY(settings.address, file.text_or("address", settings.address));
    if (settings.address != "127.0.0.1" && settings.address != "::1")
        return wrong(file, "address", "must be 127.0.0.1 or ::1: this server is for loopback only");
    TRY(const auto port, file.integer_or("port", 0, 65535, settings.port));
    settings.port = static_cast<std::uint16_t>(port);
    TRY(settings.certificate, file.text("certificate"));
    TRY(settings.private_key, file.text("private_key"));
    return {};
}

}  // namespace

Result<Settings> read_settings(const std::string& path) {
    TRY(const auto file, ConfigTable::read_file(path));
    Settings settings;
    TRY_VOID(read_listener(file, settings));
    TRY(const auto seal, secret_file(file, "seal_key_file"));
    auto key = from_hex(seal);
    if (!key || key->size() != 32) return wrong(file, "seal_key_file", "must name a file with 64 hexadecimal digits");
    settings.seal_key = Secret(std::move(*key));
    TRY(settings.cookie, file.text_or("cookie", settings.cookie));
    if (!settings.cookie.starts_with("__Host-")) return wrong(file, "cookie", "must begin with __Host-");
    TRY(settings.web, file.text("web"));
    TRY(settings.catalogues, file.text("catalogues"));
    TRY(settings.log, file.text_or("log", ""));
    TRY(const auto contact, file.table("contact"));
    if (contact) {
        TRY(settings.helpdesk, contact->text_or("helpdesk", settings.helpdesk));
    }
    TRY_VOID(read_issuer(file, settings));
    TRY_VOID(read_environments(file, settings));
    TRY_VOID(file.finish());
    return settings;
}

}  // namespace gatehouse::desk
