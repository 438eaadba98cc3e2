#include "audit/audit.hpp"
#include "audit/leaf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace gatehouse::audit {

namespace {

struct Question {
    std::string sql;
    std::vector<sql::Value> values;

    void where(std::string_view condition, sql::Value value) {
        sql += condition;
        values.push_back(std::move(value));
    }
};

Result<std::int64_t> read_cursor(const std::string& cursor) {
    std::int64_t number = 0;
    const auto parsed = std::from_chars(cursor.data(), cursor.data() + cursor.size(), number);
    if (parsed.ec != std::errc{} || parsed.ptr != cursor.data() + cursor.size() || number < 1)
        return fail(ErrorCode::bad_input, "This page of the list does not exist; begin at the first page.", "cursor");
    return number;
}

Result<Question> ask(const Filter& filter, std::int64_t limit) {
    Question question{
        "SELECT l.inserted, l.bytes, p.position, l.at FROM audit_leaf l LEFT JOIN audit_position p ON p.inserted = l.inserted", {}};
    if (!filter.person.empty()) question.where(" JOIN audit_person s ON s.inserted = l.inserted AND s.sub = :person", filter.person);
    if (!filter.organisation.empty())
        question.where(" JOIN audit_organisation o ON o.inserted = l.inserted AND o.organisation = :organisation", filter.organisation);
    question.sql += " WHERE l.inserted > 0";
    if (!filter.act.empty()) question.where(" AND l.act = :act", filter.act);
    if (filter.from) question.where(" AND l.at >= :from", to_millis(*filter.from));
    if (filter.until) question.where(" AND l.at < :until", to_millis(*filter.until));
    if (!filter.cursor.empty()) {
        TRY(const auto below, read_cursor(filter.cursor));
        question.where(" AND l.inserted < :below", below);
    }
    question.where(" ORDER BY l.inserted DESC LIMIT :most", limit + 1);
    return question;
}

using Openings = std::map<std::string, std::string>;

Openings openings_of(sql::ReadTx& tx, std::int64_t inserted) {
    Openings found;
    for (const sql::Row& row : tx.query("SELECT name, value FROM audit_opening WHERE inserted = :inserted", {inserted}))
        found[row.text(0)] = row.text(1);
    return found;
}

std::string opened(const Openings& openings, const std::string& name) {
    const auto found = openings.find(name);
    return found == openings.end() ? std::string{} : found->second;
}

Result<Entry> entry_of(sql::ReadTx& tx, const sql::Row& row) {
    TRY(Leaf leaf, read_leaf(row.text(1)));
    const Openings openings = openings_of(tx, row.integer(0));
    Entry entry;
    entry.position = row.optional_integer(2).value_or(-1);
    entry.at = from_millis(row.integer(3));
    entry.leaf_id = std::move(leaf.id);
    entry.act = std::move(leaf.act);
    entry.outcome = std::move(leaf.outcome);
    entry.before = std::move(leaf.before);
    entry.after = std::move(leaf.after);
    entry.rule = std::move(leaf.rule);
    entry.policy = std::move(leaf.policy);
    entry.objects = std::move(leaf.objects);
    entry.actor = leaf.commitments.contains("actor") ? opened(openings, "actor") : "system";
    entry.on_behalf_of = opened(openings, "on_behalf_of");
    entry.subject = opened(openings, "subject");
    entry.reason = opened(openings, "reason");
    for (const auto& [name, value] : openings)
        if (name.starts_with("fact:")) entry.facts[name.substr(5)] = value;
    entry.leaf = row.text(1);
    return entry;
}

}  // namespace

Result<Page> list(sql::Db& db, const Filter& filter) {
    const std::int64_t limit = std::clamp(filter.limit, 1, 200);
    TRY(const Question question, ask(filter, limit));
    return db.read([&](sql::ReadTx& tx) -> Result<Page> {
        Page page;
        const auto rows = tx.query(question.sql, question.values);
        for (const sql::Row& row : rows) {
            if (std::ssize(page.entries) == limit) {
                page.next = std::to_string(rows[page.entries.size() - 1].integer(0));
                break;
            }
            TRY(Entry entry, entry_of(tx, row));
            page.entries.push_back(std::move(entry));
        }
        return page;
    });
}

}  // namespace gatehouse::audit
