#include "base/config.hpp"
#include "base/crypto/digest.hpp"
#include "base/encoding.hpp"
#include "policies/engine/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace gatehouse::policy {
namespace {

std::unexpected<Error> wrong(const std::string& where, const std::string& what) {
    return fail(ErrorCode::bad_input, where + ": " + what);
}

template <class T, std::size_t N>
Result<T> word(const ConfigTable& table, std::string_view key, const Words<T, N>& words) {
    TRY(const auto text, table.text(key));
    if (const auto value = value_of(words, text)) return *value;
    return wrong(table.where(key), fmt::format("\"{}\" is not a word of \"{}\"; use one of {}.", text, key, list_of(words)));
}

template <class T, std::size_t N>
Result<std::vector<T>> word_list(const ConfigTable& table, std::string_view key, const Words<T, N>& words) {
    TRY(const auto texts, table.texts(key));
    std::vector<T> values;
    for (const auto& text : texts) {
        const auto value = value_of(words, text);
        if (!value)
            return wrong(table.where(key), fmt::format("\"{}\" is not a word of \"{}\"; use one of {}.", text, key, list_of(words)));
        values.push_back(*value);
    }
    if (values.empty()) return wrong(table.where(key), fmt::format("\"{}\" is empty; name at least one of {}.", key, list_of(words)));
    return values;
}

Result<std::string> fresh_name(const ConfigTable& table, std::set<std::string>& names) {
    TRY(const auto name, table.text("name"));
    if (name.empty() || name == "nothing" || name == "bootstrap")
        return wrong(table.where("name"), "this name is reserved; choose a name that says what the rule does.");
    if (!names.insert(name).second) return wrong(table.where("name"), fmt::format("\"{}\" is the name of two rules; rename one.", name));
    return name;
}

Result<void> check_types(const ConfigTable& table, const Rule& rule) {
    for (const auto& type : rule.organisation_types) {
        const auto kind = value_of(type_words, type);
        if (!kind)
            return wrong(table.where("organisation_types"),
                         fmt::format("\"{}\" is not an organisation type; use one of {}.", type, list_of(type_words)));
        if (std::find(rule.kinds.begin(), rule.kinds.end(), *kind) == rule.kinds.end())
            return wrong(table.where("organisation_types"),
                         fmt::format("\"{}\" is never of the rule's kinds, so that no question reaches it; correct \"kinds\".", type));
    }
    return {};
}

Result<Rule> parse_rule(const ConfigTable& table, std::set<std::string>& names) {
    Rule rule;
    TRY(rule.name, fresh_name(table, names));
    TRY(rule.verbs, word_list(table, "verbs", verb_words));
    TRY(rule.kinds, word_list(table, "kinds", kind_words));
    TRY(rule.organisation_types, table.texts("organisation_types"));
    if (table.has("organisation_types") && rule.organisation_types.empty())
        return wrong(table.where("organisation_types"), "\"organisation_types\" is empty; name at least one or remove the key.");
    TRY_VOID(check_types(table, rule));
    TRY(rule.by, word(table, "by", by_words));
    if (table.has("when")) {
        TRY(rule.when, word(table, "when", when_words));
    }
    if (rule.by == By::national_authority && rule.when == Rule::When::country_has_no_authority)
        return wrong(table.where("when"),
                     "no question reaches this rule: a national authority cannot decide where there is none; remove it.");
    return rule;
}

// True where every question that reaches `later` already has the same answer by `earlier`.
bool shadows(const Rule& earlier, const Rule& later) {
    const auto within = [](const auto& inner, const auto& outer) {
        return std::all_of(inner.begin(), inner.end(),
                           [&](const auto& value) { return std::find(outer.begin(), outer.end(), value) != outer.end(); });
    };
    const bool types = earlier.organisation_types.empty() ||
                       (!later.organisation_types.empty() && within(later.organisation_types, earlier.organisation_types));
    const bool when = earlier.when == Rule::When::always || earlier.when == later.when;
    return earlier.by == later.by && types && when && within(later.verbs, earlier.verbs) && within(later.kinds, earlier.kinds);
}

Result<std::vector<Rule>> parse_rules(const ConfigTable& file, std::set<std::string>& names) {
    TRY(const auto tables, file.tables("allow"));
    std::vector<Rule> rules;
    for (const auto& table : tables) {
        TRY(auto rule, parse_rule(table, names));
        for (const auto& earlier : rules)
            if (shadows(earlier, rule))
                return wrong(table.where(), fmt::format("no question reaches \"{}\" because \"{}\" answers all of them before; remove it.",
                                                        rule.name, earlier.name));
        rules.push_back(std::move(rule));
    }
    if (rules.empty()) return wrong(file.where(), "there is no [[allow]], so nobody could decide anything; add the rules.");
    return rules;
}

Result<std::vector<Never>> parse_nevers(const ConfigTable& file, std::set<std::string>& names) {
    TRY(const auto tables, file.tables("never"));
    std::vector<Never> nevers;
    std::set<Never::What> seen;
    for (const auto& table : tables) {
        Never never;
        TRY(never.name, fresh_name(table, names));
        TRY(never.what, word(table, "what", never_words));
        if (!seen.insert(never.what).second) return wrong(table.where("what"), "this is forbidden twice; remove one [[never]].");
        nevers.push_back(std::move(never));
    }
    for (const auto& [text, what] : never_words)
        if (!seen.contains(what))
            return wrong(file.where(), fmt::format("[[never]] with what = \"{}\" is missing; every policy has all four.", text));
    return nevers;
}

}  // namespace

Result<Policy> parse(std::string_view toml, const std::string& name_for_errors) {
    TRY(const auto file, ConfigTable::read_text(toml, name_for_errors));
    Policy policy;
    TRY(policy.environment, file.text("environment"));
    if (policy.environment != "production" && policy.environment != "training")
        return wrong(file.where("environment"), "\"environment\" must be \"production\" or \"training\".");
    TRY(policy.version, file.text("version"));
    if (policy.version.empty()) return wrong(file.where("version"), "\"version\" is empty; write the date of the change.");
    std::set<std::string> names;
    TRY(policy.nevers, parse_nevers(file, names));
    TRY(policy.rules, parse_rules(file, names));
    TRY_VOID(file.finish());
    policy.hash = "sha256:" + hex(crypto::sha256(toml));
    return policy;
}

Result<Policy> load(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    if (!file) return fail(ErrorCode::bad_input, path + ":1: the policy file cannot be read; check the path and its permissions.");
    return parse(text.str(), path);
}

}  // namespace gatehouse::policy
