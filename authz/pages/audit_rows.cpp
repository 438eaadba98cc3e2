#include "authz/pages/audit_rows.hpp"

#include "authz/store/grants.hpp"
#include "authz/store/organisations.hpp"
#include "authz/store/persons.hpp"

#include <array>

namespace gatehouse::authz {
namespace {

constexpr std::chrono::hours one_day{24};

struct Label {
    std::string_view act, label;
};
constexpr std::array labels = {
    Label{"person.first_seen", "Signed in for the first time"},
    Label{"person.renamed", "Came with another name"},
    Label{"request.submitted", "Asked for a role"},
    Label{"request.pending", "Request can be decided"},
    Label{"request.accepted", "Request accepted"},
    Label{"request.rejected", "Request rejected"},
    Label{"request.withdrawn", "Request withdrawn"},
    Label{"decision.denied", "Decision refused"},
    Label{"organisation.created", "Organisation entered"},
    Label{"organisation.accepted", "Organisation accepted"},
    Label{"organisation.rejected", "Organisation refused"},
    Label{"administrator.accepted", "Made administrator"},
    Label{"preferences.changed", "Preferences changed"},
    Label{"reference.loaded", "Reference list loaded"},
};

Result<std::optional<Instant>> day(const std::string& text, const char* field) {
    if (text.empty()) return std::nullopt;
    const auto at = parse_rfc3339_date(text);
    if (!at) return fail(ErrorCode::bad_input, "Write a date as year, month and day, like 2026-11-24.", field);
    return at;
}

std::string name_of(sql::ReadTx& tx, const std::string& person) {
    const auto found = person.empty() ? std::nullopt : find_person(tx, PersonId(person));
    return found ? found->name.full() : std::string();
}

std::optional<Post> post_named(sql::ReadTx& tx, const std::string& id) {
    return id.empty() ? std::nullopt : find_post(tx, PostId(id));
}

std::string organisation_name(sql::ReadTx& tx, const std::string& id) {
    const auto found = id.empty() ? std::nullopt : find_organisation(tx, OrganisationId(id));
    return found ? found->name : std::string();
}

}  // namespace

AuditQuestion read_audit_question(const http::Request& request) {
    const auto get = [&](std::string_view name) { return std::string(request.query.get(name)); };
    return {get("person"), get("organisation"), get("from"), get("until"), get("cursor")};
}

Result<audit::Filter> audit_filter(const AuditQuestion& question) {
    audit::Filter filter;
    filter.person = question.person;
    filter.organisation = question.organisation;
    filter.cursor = question.cursor;
    TRY(filter.from, day(question.from, "from"));
    TRY(filter.until, day(question.until, "until"));
    if (filter.until) *filter.until += one_day;
    return filter;
}

std::string AuditRow::object(const std::string& kind) const {
    const auto found = entry.objects.find(kind);
    return found == entry.objects.end() ? std::string() : found->second;
}

Result<AuditRows> read_audit_rows(const Deps& deps, const audit::Filter& filter) {
    TRY(auto page, audit::list(deps.db, filter));
    AuditRows read;
    read.next = std::move(page.next);
    for (auto& entry : page.entries) read.rows.push_back({std::move(entry), {}, {}, {}, {}});
    TRY_VOID(deps.db.read([&](sql::ReadTx& tx) -> Result<void> {
        for (auto& row : read.rows) {
            row.actor_name = name_of(tx, row.entry.actor);
            row.subject_name = name_of(tx, row.entry.subject);
            row.organisation_name = organisation_name(tx, row.organisation());
            row.post = post_named(tx, row.object("post"));
        }
        return {};
    }));
    return read;
}

std::string shown_sub(const std::string& person) {
    const auto space = person.rfind(' ');
    return space == std::string::npos ? person : person.substr(space + 1);
}

std::string_view act_label(std::string_view act) {
    for (const auto& row : labels)
        if (row.act == act) return row.label;
    return act;
}

}  // namespace gatehouse::authz
