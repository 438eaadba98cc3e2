#include "apps/gatehouse/audit_log.hpp"
#include "apps/gatehouse/listing.hpp"
#include "apps/gatehouse/named_account.hpp"

#include <fmt/format.h>

namespace gatehouse::commands {

namespace {

boost::json::object object_of(const std::map<std::string, std::string>& members) {
    boost::json::object made;
    for (const auto& [name, value] : members) made[name] = value;
    return made;
}

// "issuer sub" → sub: one log knows one issuer.
std::string shown(const std::string& person) {
    return person.substr(person.find(' ') == std::string::npos ? 0 : person.find(' ') + 1);
}

boost::json::object row_of(const audit::Entry& entry) {
    boost::json::object row{{"at", rfc3339(entry.at)},
                            {"position", nullptr},
                            {"act", entry.act},
                            {"outcome", entry.outcome},
                            {"actor", shown(entry.actor)},
                            {"on_behalf_of", shown(entry.on_behalf_of)},
                            {"subject", shown(entry.subject)},
                            {"before", entry.before},
                            {"after", entry.after},
                            {"rule", entry.rule},
                            {"reason", entry.reason},
                            {"objects", object_of(entry.objects)},
                            {"leaf", entry.leaf}};
    if (entry.position >= 0) row["position"] = entry.position;
    return row;
}

Result<std::optional<Instant>> day(const std::string& text, const std::string& option) {
    if (text.empty()) return std::nullopt;
    if (const auto at = parse_rfc3339_date(text)) return at;
    return fail(ErrorCode::bad_input, option + ": \"" + text + "\" is no day; write it like 2026-11-24.", option);
}

Result<audit::Filter> filter_of(const Console& console, const AuditArguments& arguments, const State& state) {
    audit::Filter filter{arguments.person, arguments.organisation, arguments.act, {}, {}, console.after, page_size};
    TRY(filter.from, day(arguments.from, "--from"));
    TRY(filter.until, day(arguments.until, "--until"));
    if (filter.until) *filter.until += std::chrono::days(1);
    if (filter.person.empty() || !state.has("idp")) return filter;
    TRY(const auto idp, OpenedIdp::open(state));
    if (const auto account = named_account(*idp, filter.person)) filter.person = account->id.str();
    return filter;
}

Result<AuditLog> open_log(const Console& console, const AuditArguments& arguments, const State& state) {
    if (arguments.log == AuditArguments::Log::of_accounts) return AuditLog::of_accounts(state);
    if (!console.environment.empty()) return AuditLog::of_environment(state, console.environment);
    return fail(ErrorCode::bad_input,
                "--environment is missing; add --environment production or training, or --accounts for the log of accounts.",
                "--environment");
}

}  // namespace

Result<void> audit_list(const Console& console, const AuditArguments& arguments) {
    TRY(const auto state, State::find());
    TRY(const auto filter, filter_of(console, arguments, state));
    TRY(const auto log, open_log(console, arguments, state));
    const auto page = audit::list(log.db(), filter);
    if (!page) return std::unexpected(about_after(page.error()));
    Listing listing{{"position", "at", "act", "outcome", "actor", "subject", "before", "after", "rule"}, {}, page->next};
    for (const auto& entry : page->entries) listing.rows.push_back(row_of(entry));
    print(listing, console.format);
    return {};
}

}  // namespace gatehouse::commands
