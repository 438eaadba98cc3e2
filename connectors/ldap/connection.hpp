// One bound connection to an LDAP server. libldap never reconnects: an operation that finds the connection dead opens and
// binds a new one and is tried once more. Every wait has a limit. Thread-safe: one operation at a time.
#pragma once

#include "base/locked.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

#include <ldap.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse::ldap {

struct Server {
    std::string url;  // ldap://, ldaps:// or ldapi://
    enum class Tls { none, starttls } tls = Tls::none;
    std::string ca_file;  // empty: the system's
    std::string bind_dn;
    Secret password;
    int timeout_seconds = 5;
};

// Attribute → values; no values: the attribute is absent (and removed where it was there).
using Attributes = std::vector<std::pair<std::string, std::vector<std::string>>>;

class Connection {
public:
    Connection(Server server, Log& log) : server_(std::move(server)), log_(log) {}

    // The entry is exactly this afterwards: added, or its attributes replaced in one modification.
    // Errors: unavailable (server, network, rights), bad_input (the server refuses the values).
    Result<void> put(const std::string& dn, const Attributes& attributes);
    Result<void> remove(const std::string& dn);  // absent already: success
    // First values of one attribute of every entry below base (one level).
    Result<std::vector<std::string>> values(const std::string& base, const std::string& filter, const std::string& attribute);

private:
    struct Unbind {
        void operator()(LDAP* handle) const { ldap_unbind_ext_s(handle, nullptr, nullptr); }
    };
    using Handle = std::unique_ptr<LDAP, Unbind>;
    using Operation = std::function<int(LDAP*)>;

    Result<Handle> open();
    Result<void> bind(LDAP* handle);
    Result<void> run(const std::string& what, const Operation& operation);

    Server server_;
    Log& log_;
    Locked<Handle> handle_;
};

}  // namespace gatehouse::ldap
