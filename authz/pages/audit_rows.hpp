// Leaves with the names that people know: who, at which organisation.
#pragma once

#include "audit/audit.hpp"
#include "authz/deps.hpp"
#include "base/http/message.hpp"

namespace gatehouse::authz {

struct AuditQuestion {
    std::string person;        // sub
    std::string organisation;  // id
    std::string from, until;   // days, "2026-11-24"; until is included
    std::string cursor;
};

AuditQuestion read_audit_question(const http::Request& request);
// Errors: bad_input naming the field of a day that is none.
Result<audit::Filter> audit_filter(const AuditQuestion& question);

struct AuditRow {
    audit::Entry entry;
    std::string actor_name, subject_name, organisation_name;  // "" where unknown or erased
    std::optional<Post> post;
    std::string organisation() const { return object("organisation"); }
    std::string object(const std::string& kind) const;
};

struct AuditRows {
    std::vector<AuditRow> rows;
    std::string next;
};
Result<AuditRows> read_audit_rows(const Deps& deps, const audit::Filter& filter);

// "sub" of "issuer sub"; "system" stays.
std::string shown_sub(const std::string& person);
// English label (msgid) of an act; the act itself where it has none.
std::string_view act_label(std::string_view act);

}  // namespace gatehouse::authz
