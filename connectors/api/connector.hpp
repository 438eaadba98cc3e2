// The contract a plugin implements. A plugin is a shared object that exports
//     extern "C" const gatehouse::connector::Descriptor* gatehouse_connector();
// connectors/host loads it by name, checks `abi` and hands over exactly the settings it declared.
#pragma once

#include "base/log.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::connector {

// Changes whenever a type in this file, Result, Error or Log changes.
inline constexpr std::uint32_t abi = 1;

struct Setting {
    std::string_view name;
    std::string_view description;
    enum class Need { required, optional } need = Need::required;
    std::string_view fallback = "";
    enum class Kind { plain, secret } kind = Kind::plain;  // secret: the value is the path of a file that holds it
};

using Settings = std::map<std::string, std::string, std::less<>>;

// ---- mail -----------------------------------------------------------------------------------------------
struct Mail {
    std::string id;  // Message-ID's left part; the same id again is delivered once by those who can tell
    std::string to;  // addr-spec, checked
    std::string to_name;
    std::string from, from_name;
    std::string language;
    std::string subject, text, html;  // html may be empty
    std::int64_t at_millis = 0;
};

class MailSender {
public:
    virtual ~MailSender() = default;
    virtual Result<void> send(const Mail& mail) = 0;  // unavailable: try again; bad_input: never
};

// ---- directory --------------------------------------------------------------------------------------------
// The published copy of one environment. Entries are whole: publishing one replaces what was there; it is idempotent.
struct PersonEntry {
    std::string sub, issuer, display_name, given_name, family_name;
};
struct OrganisationEntry {
    std::string id, name, kind, country, code, status;
};
struct PostEntry {
    std::string id, role, organisation, scope, title;
    std::vector<std::string> occupants;
};
struct GrantEntry {
    std::string id, person, post, organisation, role, scope, decision;
    std::int64_t from_millis = 0;
    std::int64_t until_millis = 0; /* 0: open-ended */
};

class Directory {
public:
    virtual ~Directory() = default;
    virtual Result<void> put(const PersonEntry&) = 0;
    virtual Result<void> put(const OrganisationEntry&) = 0;
    virtual Result<void> put(const PostEntry&) = 0;
    virtual Result<void> put(const GrantEntry&) = 0;
    virtual Result<void> remove_grant(std::string_view id) = 0;  // absent already: success
    virtual Result<void> remove_post(std::string_view id) = 0;
    virtual Result<void> remove_person(std::string_view sub) = 0;
    virtual Result<std::vector<std::string>> grant_ids() = 0;  // for reconcile
};

// ---- the plugin ---------------------------------------------------------------------------------------------
struct Descriptor {
    std::uint32_t abi;
    std::string_view name;  // "mail-spool", "mail-smtp", "ldap"
    std::string_view version;
    std::string_view kind;  // "mail" or "directory"
    std::string_view summary;
    std::vector<Setting> settings;
    // One of the two is null. Errors: bad_input naming the setting.
    Result<std::unique_ptr<MailSender>> (*make_mail)(const Settings&, Log&);
    Result<std::unique_ptr<Directory>> (*make_directory)(const Settings&, Log&);
};

}  // namespace gatehouse::connector
