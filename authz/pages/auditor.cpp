#include "authz/pages/auditor.hpp"

#include "authz/pages/audit_rows.hpp"
#include "authz/pages/csv.hpp"
#include "authz/pages/words.hpp"

#include <fmt/format.h>

namespace gatehouse::authz {
namespace {

constexpr int page_size = 50, export_page_size = 200, most_exported = 10'000;

Result<void> must_be_auditor(const Visitor& visitor) {
    if (visitor.holds(role::auditor) || visitor.holds(role::commission)) return {};
    return fail(ErrorCode::forbidden, "This page is for auditors; ask the Commission if you need it.");
}

std::string query_of(const AuditQuestion& question, const std::string& cursor) {
    http::Parameters query;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) query.add(name, value);
    };
    add("person", question.person);
    add("organisation", question.organisation);
    add("from", question.from);
    add("until", question.until);
    add("cursor", cursor);
    const std::string encoded = query.encode();
    return encoded.empty() ? "" : "?" + encoded;
}

void fill_who(html::Values& row, std::string_view section, const std::string& person, const std::string& name) {
    if (person.empty()) return;
    const std::string sub = shown_sub(person);
    row.add(section)
        .set("SUB", sub)
        .set("PERSON_NAME", name.empty() ? sub : name)
        .set("HREF", "/audit?person=" + http::percent_encode(sub));
}

void fill_organisation(const Deps& deps, const html::Page& page, html::Values& row, const AuditRow& audited) {
    auto& shown = row.add("ORGANISATION");
    shown.set("NAME", audited.organisation_name).set("HREF", "/audit?organisation=" + http::percent_encode(audited.organisation()));
    if (audited.post)
        shown.add("POST").set("ROLE", role_name(deps, page, audited.post->role)).set("SCOPE", scope_name(deps, page, audited.post->scope));
}

void fill_row(const Deps& deps, html::Page& page, const Visitor& visitor, const AuditRow& audited) {
    const audit::Entry& entry = audited.entry;
    auto& row = page.values.add("ROW");
    row.set("AT", text::format_date_time(page.language, to_millis(entry.at), visitor.person.time_zone));
    row.set("ACT", say(deps, page, act_label(entry.act))).set("ACT_WORD", entry.act).set("LEAF", entry.leaf_id);
    row.show(entry.outcome == "denied" ? "DENIED" : "DONE");
    fill_who(row, "ACTOR", entry.actor, audited.actor_name);
    if (entry.subject != entry.actor) fill_who(row, "SUBJECT", entry.subject, audited.subject_name);
    if (!audited.organisation_name.empty()) fill_organisation(deps, page, row, audited);
    if (!entry.rule.empty()) row.add("RULE").set("NAME", entry.rule);
    if (!entry.reason.empty()) row.add("REASON").set("TEXT", entry.reason);
    if (!entry.before.empty()) row.add("BEFORE").set("STATE", state_chip(deps, page, entry.before).label);
    if (!entry.after.empty()) row.add("AFTER").set("STATE", state_chip(deps, page, entry.after).label);
}

void fill_form(html::Page& page, const AuditQuestion& question) {
    page.values.set("PERSON", question.person).set("ORGANISATION_ID", question.organisation);
    page.values.set("FROM", question.from).set("UNTIL", question.until);
    page.values.set("CSV", "/audit.csv" + query_of(question, ""));
}

std::string csv_row(const Deps& deps, const AuditRow& row) {
    const audit::Entry& entry = row.entry;
    return csv_line({deps.settings.environment,
                     entry.position < 0 ? "" : fmt::format("{}", entry.position),
                     rfc3339(entry.at),
                     entry.act,
                     entry.outcome,
                     shown_sub(entry.actor),
                     row.actor_name,
                     shown_sub(entry.on_behalf_of),
                     shown_sub(entry.subject),
                     row.subject_name,
                     row.organisation(),
                     row.organisation_name,
                     row.post ? row.post->role : "",
                     row.post ? row.post->scope : "",
                     row.object("request"),
                     row.object("request_post"),
                     row.object("post"),
                     row.object("grant"),
                     row.object("decision"),
                     entry.before,
                     entry.after,
                     entry.rule,
                     entry.policy,
                     entry.reason,
                     entry.leaf_id});
}

constexpr std::string_view csv_head =
    "environment,position,at,act,outcome,actor,actor_name,on_behalf_of,subject,subject_name,organisation,organisation_name,role,scope,"
    "request,request_post,post,grant,decision,before,after,rule,policy,reason,leaf\r\n";

}  // namespace

Result<http::Response> show_audit(const Deps& deps, const http::Request& request, const Visitor& visitor) {
    TRY_VOID(must_be_auditor(visitor));
    const AuditQuestion question = read_audit_question(request);
    auto page = frame(deps, request, &visitor, "authz_audit.html", "Audit");
    fill_form(page, question);
    auto filter = audit_filter(question);
    if (!filter) {
        page.alerts.push_back({html::Tone::bad,
                               say(deps, page, "Please correct the date."),
                               "",
                               {{filter.error().field, say(deps, page, filter.error().message)}}});
        return html::render(deps.templates, std::move(page), 400);
    }
    filter->limit = page_size;
    TRY(const auto read, read_audit_rows(deps, *filter));
    page.values.show(read.rows.empty() ? "NONE" : "LIST");
    for (const auto& row : read.rows) fill_row(deps, page, visitor, row);
    page.values.show_if(!question.cursor.empty() || !read.next.empty(), "PAGES");
    if (!question.cursor.empty()) page.values.add("FIRST").set("HREF", "/audit" + query_of(question, ""));
    if (!read.next.empty()) page.values.add("NEXT").set("HREF", "/audit" + query_of(question, read.next));
    return html::render(deps.templates, std::move(page));
}

Result<http::Response> export_audit(const Deps& deps, const http::Request& request, const Visitor& visitor) {
    TRY_VOID(must_be_auditor(visitor));
    const AuditQuestion question = read_audit_question(request);
    TRY(auto filter, audit_filter(question));
    filter.limit = export_page_size;
    std::string body(csv_head);
    for (int lines = 0; lines < most_exported;) {
        TRY(const auto read, read_audit_rows(deps, filter));
        for (const auto& row : read.rows) body += csv_row(deps, row);
        lines += static_cast<int>(read.rows.size());
        filter.cursor = read.next;
        if (read.next.empty()) break;
    }
    auto response = http::Response::text(std::move(body));
    response.headers.set("Content-Type", "text/csv; charset=utf-8; header=present");
    response.headers.set("Content-Disposition", fmt::format("attachment; filename=\"gatehouse-audit-{}.csv\"", deps.settings.environment));
    response.headers.set("Cache-Control", "no-store");
    if (!filter.cursor.empty())
        response.headers.set("Link",
                             fmt::format("<{}/audit.csv{}>; rel=\"next\"", deps.settings.base_url, query_of(question, filter.cursor)));
    return response;
}

}  // namespace gatehouse::authz
