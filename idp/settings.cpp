#include "idp/settings.hpp"

#include "base/encoding.hpp"

#include <boost/url/parse.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace gatehouse::idp {

namespace {

std::string origin_of(const std::string& url) {
    const auto scheme_end = url.find("://");
    return url.substr(0, url.find('/', scheme_end + 3));
}

bool is_loopback(std::string_view address) {
    return address.starts_with("127.") || address == "::1";
}

Result<std::string> url(const ConfigTable& table, std::string_view key, std::string text) {
    const auto parsed = boost::urls::parse_absolute_uri(text);
    const bool https = parsed && parsed->scheme() == "https" && !parsed->host().empty();
    const bool loopback_http = parsed && parsed->scheme() == "http" && (is_loopback(parsed->host()) || parsed->host() == "localhost");
    if (https || loopback_http) return text;
    return fail(ErrorCode::bad_input, table.where(key) + ": " + std::string(key) + " must be an https:// address (http only on loopback).",
                std::string(key));
}

Result<std::string> required_url(const ConfigTable& table, std::string_view key) {
    TRY(auto text, table.text(key));
    return url(table, key, std::move(text));
}

Result<std::string> file_text(const ConfigTable& table, std::string_view key) {
    TRY(auto path, table.text(key));
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    if (!file) return fail(ErrorCode::bad_input, table.where(key) + ": cannot read " + path + ".", std::string(key));
    return text.str();
}

Result<Secret> seal_key(const ConfigTable& table) {
    TRY(auto text, file_text(table, "seal_key_file"));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
    auto key = from_hex(text);
    if (!key || key->size() != 32) {
        return fail(ErrorCode::bad_input,
                    table.where("seal_key_file") + ": the file must hold 64 hexadecimal digits (openssl rand -hex 32).", "seal_key_file");
    }
    return Secret(std::move(*key));
}

Result<http::Listener> listener(const ConfigTable& table) {
    http::Listener made;
    TRY(made.address, table.text_or("address", "127.0.0.1"));
    TRY(auto port, table.integer("port", 0, 65535));
    made.port = static_cast<std::uint16_t>(port);
    TRY(auto certificate, table.text_or("certificate", ""));
    TRY(auto private_key, table.text_or("private_key", ""));
    if (certificate.empty() != private_key.empty()) {
        return fail(ErrorCode::bad_input, table.where() + ": a listener has both certificate and private_key, or neither.", "certificate");
    }
    if (!certificate.empty()) made.tls = http::TlsFiles{std::move(certificate), std::move(private_key)};
    TRY(made.trusted_proxies, table.texts("trusted_proxies"));
    TRY(made.names, table.texts("names"));
    return made;
}

Result<std::vector<http::Listener>> listeners(const ConfigTable& table) {
    TRY(auto rows, table.tables("listener"));
    std::vector<http::Listener> made;
    for (const auto& row : rows) {
        TRY(auto one, listener(row));
        made.push_back(std::move(one));
    }
    if (made.empty()) return fail(ErrorCode::bad_input, table.where() + ": at least one [[listener]] is needed.", "listener");
    return made;
}

Result<Contact> contact(const ConfigTable& table) {
    Contact made;
    TRY(auto sub, table.table("contact"));
    if (!sub) return made;
    TRY(made.helpdesk, sub->text_or("helpdesk", made.helpdesk));
    TRY(made.coi, sub->text_or("coi", made.coi));
    return made;
}

Result<MailSettings> mail(const ConfigTable& table) {
    MailSettings made;
    TRY(auto sub, table.table("mail"));
    if (!sub) return fail(ErrorCode::bad_input, table.where() + ": the table [mail] is needed; it says how mail leaves.", "mail");
    TRY(made.connector, sub->text_or("connector", made.connector));
    TRY(made.from, sub->text_or("from", made.from));
    TRY(auto values, sub->table("settings"));
    if (!values) return made;
    for (const auto& key : values->keys()) {
        TRY(made.settings[key], values->text(key));
    }
    return made;
}

Result<std::vector<GrantsSource>> grants_sources(const ConfigTable& table) {
    std::vector<GrantsSource> made;
    TRY(auto rows, table.tables("grants_source"));
    for (const auto& row : rows) {
        GrantsSource source;
        TRY(source.scope, row.text("scope"));
        TRY(source.source, row.text("source"));
        TRY(source.endpoint, required_url(row, "endpoint"));
        TRY(source.audience, required_url(row, "audience"));
        made.push_back(std::move(source));
    }
    return made;
}

Result<Limits> limits(const ConfigTable& table) {
    Limits made;
    TRY(auto sub, table.table("limits"));
    if (!sub) return made;
    const auto set = [&](std::string_view key, int& value) -> Result<void> {
        TRY(auto read, sub->integer_or(key, 1, 1'000'000, value));
        value = static_cast<int>(read);
        return {};
    };
    TRY_VOID(set("registrations_per_peer_hour", made.registrations_per_peer_hour));
    TRY_VOID(set("registrations_per_address_hour", made.registrations_per_address_hour));
    TRY_VOID(set("mails_per_address_day", made.mails_per_address_day));
    return made;
}

Result<sql::Birth> birth(const ConfigTable& table) {
    TRY(auto word, table.text("birth"));
    if (word == "demo") return sql::Birth::demo;
    if (word == "real") return sql::Birth::real;
    return fail(ErrorCode::bad_input, table.where("birth") + ": birth is \"demo\" or \"real\".", "birth");
}

Result<void> read_plain(const ConfigTable& table, Settings& settings) {
    TRY(settings.issuer, required_url(table, "issuer"));
    if (settings.issuer.ends_with('/')) {
        return fail(ErrorCode::bad_input, table.where("issuer") + ": the issuer must not end in a slash.", "issuer");
    }
    TRY(settings.birth, birth(table));
    TRY(settings.database, table.text("database"));
    TRY(settings.seal_key, seal_key(table));
    TRY(settings.cookie, table.text_or("cookie", settings.cookie));
    if (!settings.cookie.starts_with("__Host-")) {
        return fail(ErrorCode::bad_input, table.where("cookie") + ": the cookie's name must begin with __Host-.", "cookie");
    }
    TRY(settings.plugins, table.text("plugins"));
    TRY(settings.web, table.text("web"));
    TRY(settings.catalogues, table.text("catalogues"));
    TRY(settings.log, table.text_or("log", ""));
    TRY(settings.continue_url, required_url(table, "continue_url"));
    return {};
}

// Invariant 16: nothing made for a demo works on a store of real people, or for anybody but this machine.
Result<void> check_demo(const ConfigTable& table, const Settings& settings) {
    if (settings.demo == Demo::off) return {};
    if (settings.birth == sql::Birth::real) {
        return fail(ErrorCode::bad_input, table.where("birth") + ": --demo is refused for a real store; leave it out.", "birth");
    }
    for (const auto& one : settings.listeners) {
        if (!one.trusted_proxies.empty())
            return fail(ErrorCode::bad_input, table.where() + ": --demo answers this machine only; take trusted_proxies away.", "listener");
        if (is_loopback(one.address)) continue;
        return fail(ErrorCode::bad_input, table.where() + ": --demo needs every listener on a loopback address, not " + one.address + ".",
                    "listener");
    }
    return {};
}

}  // namespace

std::string Settings::origin() const {
    return origin_of(issuer);
}

std::string Settings::log_origin() const {
    return issuer.substr(issuer.find("://") + 3) + "/idp";
}

Result<Settings> parse_settings(const ConfigTable& table, Demo demo) {
    Settings settings;
    settings.demo = demo;
    TRY_VOID(read_plain(table, settings));
    TRY(settings.listeners, listeners(table));
    TRY(settings.contact, contact(table));
    TRY(settings.mail, mail(table));
    TRY(settings.grants_sources, grants_sources(table));
    TRY(settings.limits, limits(table));
    TRY_VOID(table.finish());
    TRY_VOID(check_demo(table, settings));
    if (settings.mail.connector == "mail-spool") {
        const auto folder = settings.mail.settings.find("folder");
        if (folder != settings.mail.settings.end()) settings.mail_folder = folder->second;
    }
    return settings;
}

Result<Settings> read_settings(const std::string& path, Demo demo) {
    TRY(auto table, ConfigTable::read_file(path));
    return parse_settings(table, demo);
}

}  // namespace gatehouse::idp
