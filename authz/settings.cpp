#include "authz/settings.hpp"

#include "base/config.hpp"

namespace gatehouse::authz {
namespace {

std::unexpected<Error> wrong(const ConfigTable& table, std::string_view key, const std::string& what) {
    return fail(ErrorCode::bad_input, table.where(key) + ": \"" + std::string(key) + "\" " + what, std::string(key));
}

Result<http::Listener> read_listener(const ConfigTable& table) {
    http::Listener listener;
    TRY(listener.address, table.text_or("address", "127.0.0.1"));
    TRY(const auto port, table.integer("port", 0, 65535));
    listener.port = static_cast<std::uint16_t>(port);
    TRY(listener.trusted_proxies, table.texts("trusted_proxies"));
    TRY(listener.names, table.texts("names"));
    TRY(const auto certificate, table.text_or("certificate", ""));
    TRY(const auto key, table.text_or("private_key", ""));
    if (certificate.empty() != key.empty())
        return wrong(table, certificate.empty() ? "certificate" : "private_key", "is missing; name both files or neither.");
    if (!certificate.empty()) listener.tls = http::TlsFiles{certificate, key};
    return listener;
}

Result<connector::Settings> read_connector_settings(const ConfigTable& table) {
    connector::Settings settings;
    TRY(const auto inner, table.table("settings"));
    if (!inner) return settings;
    for (const auto& key : inner->keys()) {
        TRY(settings[key], inner->text(key));
    }
    return settings;
}

Result<std::optional<ConnectorSettings>> read_connector(const ConfigTable& table) {
    ConnectorSettings connector;
    TRY(connector.name, table.text("connector"));
    TRY(connector.settings, read_connector_settings(table));
    return connector;
}

Result<void> read_mail(const ConfigTable& file, Settings& settings) {
    TRY(const auto table, file.table("mail"));
    if (!table) return {};
    TRY(settings.mail_from, table->text_or("from", settings.mail_from));
    TRY(settings.mail, read_connector(*table));
    return {};
}

Result<void> read_directory(const ConfigTable& file, Settings& settings) {
    TRY(const auto table, file.table("directory"));
    if (!table) return {};
    TRY(settings.directory, read_connector(*table));
    return {};
}

Result<void> read_contact(const ConfigTable& file, Settings& settings) {
    TRY(const auto table, file.table("contact"));
    if (!table) return {};
    TRY(settings.helpdesk, table->text_or("helpdesk", settings.helpdesk));
    TRY(settings.coi_contact, table->text_or("coi", settings.coi_contact));
    return {};
}

Result<void> read_issuer(const ConfigTable& file, Settings& settings) {
    TRY(const auto table, file.table("issuer"));
    if (!table) return wrong(file, "issuer", "is missing; add the table [issuer] with url, client_id and private_key_file.");
    IssuerSettings& issuer = settings.issuer;
    TRY(issuer.url, table->text("url"));
    TRY(issuer.client_id, table->text("client_id"));
    TRY(issuer.private_key_file, table->text("private_key_file"));
    TRY(issuer.id_token_alg, table->text_or("id_token_alg", issuer.id_token_alg));
    TRY_VOID(jose::algorithm(issuer.id_token_alg));
    TRY(issuer.ca_file, table->text_or("ca_file", ""));
    TRY(const auto guard, table->text_or("guard", "public_only"));
    if (guard != "public_only" && guard != "relaxed") return wrong(*table, "guard", "must be \"public_only\" or \"relaxed\".");
    issuer.guard = guard == "relaxed" ? http::Guard::relaxed : http::Guard::public_only;
    return {};
}

Result<void> read_identity(const ConfigTable& file, Settings& settings) {
    TRY(settings.environment, file.text("environment"));
    if (settings.environment != "production" && settings.environment != "training")
        return wrong(file, "environment", "must be \"production\" or \"training\".");
    TRY(settings.base_url, file.text("base_url"));
    if (!settings.base_url.starts_with("https://") || settings.base_url.ends_with('/'))
        return wrong(file, "base_url", "must be an https address without a final slash.");
    TRY(const auto birth, file.text("birth"));
    if (birth != "demo" && birth != "real") return wrong(file, "birth", "must be \"demo\" or \"real\".");
    settings.birth = birth == "demo" ? sql::Birth::demo : sql::Birth::real;
    return {};
}

Result<void> read_places(const ConfigTable& file, Settings& settings) {
    TRY(settings.database, file.text("database"));
    TRY(settings.seal_key_file, file.text("seal_key_file"));
    TRY(settings.cookie, file.text("cookie"));
    if (!settings.cookie.starts_with("__Host-")) return wrong(file, "cookie", "must begin with \"__Host-\".");
    TRY(settings.plugins, file.text("plugins"));
    TRY(settings.web, file.text("web"));
    TRY(settings.catalogues, file.text("catalogues"));
    TRY(settings.log, file.text_or("log", ""));
    TRY(settings.policy, file.text("policy"));
    TRY(settings.audit_key_file, file.text("audit_key_file"));
    TRY(settings.sign_up_url, file.text("sign_up_url"));
    TRY(settings.account_url, file.text("account_url"));
    return {};
}

Result<void> read_listeners(const ConfigTable& file, Settings& settings) {
    TRY(const auto tables, file.tables("listener"));
    for (const auto& table : tables) {
        TRY(auto listener, read_listener(table));
        settings.listeners.push_back(std::move(listener));
    }
    if (settings.listeners.empty()) return wrong(file, "listener", "is missing; add at least one [[listener]] with a port.");
    return {};
}

Result<Settings> read(const ConfigTable& file) {
    Settings settings;
    TRY_VOID(read_identity(file, settings));
    TRY_VOID(read_places(file, settings));
    TRY_VOID(read_listeners(file, settings));
    TRY_VOID(read_contact(file, settings));
    TRY_VOID(read_mail(file, settings));
    TRY_VOID(read_directory(file, settings));
    TRY_VOID(read_issuer(file, settings));
    TRY_VOID(file.finish());
    return settings;
}

}  // namespace

std::string Settings::origin() const {
    const auto host = base_url.find("://");
    return (host == std::string::npos ? base_url : base_url.substr(host + 3)) + "/" + environment;
}

Result<Settings> load_settings(const std::string& path) {
    TRY(const auto file, ConfigTable::read_file(path));
    return read(file);
}

Result<Settings> read_settings(std::string_view toml, const std::string& name_for_errors) {
    TRY(const auto file, ConfigTable::read_text(toml, name_for_errors));
    return read(file);
}

}  // namespace gatehouse::authz
