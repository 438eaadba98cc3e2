#include "connectors/ldap/connection.hpp"

#include "connectors/ldap/modifications.hpp"

#include <fmt/format.h>

namespace gatehouse::ldap {
namespace {

// The connection is of no more use, or may not be: a new one is worth one try.
bool is_connection_lost(int code) {
    return code == LDAP_SERVER_DOWN || code == LDAP_CONNECT_ERROR || code == LDAP_TIMEOUT || code == LDAP_UNAVAILABLE ||
           code == LDAP_OPERATIONS_ERROR || code == LDAP_LOCAL_ERROR || code == LDAP_DECODING_ERROR;
}

// What asking again will not cure: the values themselves are refused.
bool is_about_values(int code) {
    return code == LDAP_INVALID_SYNTAX || code == LDAP_INVALID_DN_SYNTAX || code == LDAP_NAMING_VIOLATION || code == LDAP_UNDEFINED_TYPE ||
           code == LDAP_OBJECT_CLASS_VIOLATION || code == LDAP_CONSTRAINT_VIOLATION;
}

Error error_of(int code, std::string_view what, const std::string& url) {
    const ErrorCode kind = is_about_values(code) ? ErrorCode::bad_input : ErrorCode::unavailable;
    return {kind, fmt::format("The directory {} answered {} with \"{}\" ({}).", url, what, ldap_err2string(code), code), {}, {}, {}};
}

int set_options(LDAP* handle, const Server& server) {
    const int version = LDAP_VERSION3;
    const timeval limit{server.timeout_seconds, 0};
    ldap_set_option(handle, LDAP_OPT_PROTOCOL_VERSION, &version);
    ldap_set_option(handle, LDAP_OPT_NETWORK_TIMEOUT, &limit);
    ldap_set_option(handle, LDAP_OPT_TIMEOUT, &limit);
    ldap_set_option(handle, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);  // no server sends our password elsewhere
    const int demand = LDAP_OPT_X_TLS_DEMAND;
    ldap_set_option(handle, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand);
    if (!server.ca_file.empty()) ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTFILE, server.ca_file.c_str());
    const int client = 0;
    ldap_set_option(handle, LDAP_OPT_X_TLS_NEWCTX, &client);
    return server.tls == Server::Tls::starttls ? ldap_start_tls_s(handle, nullptr, nullptr) : LDAP_SUCCESS;
}

int replace(LDAP* handle, const std::string& dn, const Attributes& attributes) {
    Modifications changes(attributes, Modifications::For::replace);
    return ldap_modify_ext_s(handle, dn.c_str(), changes.get(), nullptr, nullptr);
}

int add_or_replace(LDAP* handle, const std::string& dn, const Attributes& attributes) {
    Modifications values(attributes, Modifications::For::add);
    const int code = ldap_add_ext_s(handle, dn.c_str(), values.get(), nullptr, nullptr);
    return code == LDAP_ALREADY_EXISTS ? replace(handle, dn, attributes) : code;
}

void collect(LDAP* handle, LDAPMessage* found, const std::string& attribute, std::vector<std::string>& out) {
    for (LDAPMessage* entry = ldap_first_entry(handle, found); entry; entry = ldap_next_entry(handle, entry)) {
        berval** values = ldap_get_values_len(handle, entry, attribute.c_str());
        if (values && values[0]) out.emplace_back(values[0]->bv_val, values[0]->bv_len);
        ldap_value_free_len(values);
    }
}

}  // namespace

Result<void> Connection::bind(LDAP* handle) {
    const std::string_view password = server_.password.reveal();
    berval credentials{password.size(), const_cast<char*>(password.data())};
    const int code = ldap_sasl_bind_s(handle, server_.bind_dn.c_str(), LDAP_SASL_SIMPLE, &credentials, nullptr, nullptr, nullptr);
    if (code != LDAP_SUCCESS) return std::unexpected(error_of(code, "the bind of " + server_.bind_dn, server_.url));
    return {};
}

Result<Connection::Handle> Connection::open() {
    LDAP* raw = nullptr;
    if (const int code = ldap_initialize(&raw, server_.url.c_str()); code != LDAP_SUCCESS)
        return std::unexpected(error_of(code, "opening", server_.url));
    Handle handle(raw);
    if (const int code = set_options(raw, server_); code != LDAP_SUCCESS) return std::unexpected(error_of(code, "StartTLS", server_.url));
    TRY_VOID(bind(raw));
    log_.info("ldap.bound", {{"url", server_.url}, {"as", server_.bind_dn}});
    return handle;
}

Result<void> Connection::run(const std::string& what, const Operation& operation) {
    return handle_.with([&](Handle& handle) -> Result<void> {
        int code = handle ? operation(handle.get()) : LDAP_SERVER_DOWN;
        if (is_connection_lost(code)) {
            handle.reset();
            TRY(handle, open());
            code = operation(handle.get());
            if (is_connection_lost(code)) handle.reset();
        }
        if (code != LDAP_SUCCESS) return std::unexpected(error_of(code, what, server_.url));
        return {};
    });
}

Result<void> Connection::put(const std::string& dn, const Attributes& attributes) {
    return run("putting " + dn, [&](LDAP* handle) { return add_or_replace(handle, dn, attributes); });
}

Result<void> Connection::remove(const std::string& dn) {
    return run("removing " + dn, [&](LDAP* handle) {
        const int code = ldap_delete_ext_s(handle, dn.c_str(), nullptr, nullptr);
        return code == LDAP_NO_SUCH_OBJECT ? LDAP_SUCCESS : code;
    });
}

Result<std::vector<std::string>> Connection::values(const std::string& base, const std::string& filter, const std::string& attribute) {
    std::vector<std::string> out;
    const auto search = [&](LDAP* handle) {
        out.clear();
        LDAPMessage* found = nullptr;
        char* wanted[] = {const_cast<char*>(attribute.c_str()), nullptr};
        timeval limit{server_.timeout_seconds * 6, 0};  // a whole list takes longer than one entry
        const int code = ldap_search_ext_s(handle, base.c_str(), LDAP_SCOPE_ONELEVEL, filter.c_str(), wanted, 0, nullptr, nullptr, &limit,
                                           LDAP_NO_LIMIT, &found);
        if (code == LDAP_SUCCESS) collect(handle, found, attribute, out);
        ldap_msgfree(found);
        return code;
    };
    TRY_VOID(run("listing " + base, search));
    return out;
}

}  // namespace gatehouse::ldap
