// NAME.cases.csv beside a policy:
//   case,verb,kind,role,organisation_type,country,scope,holdings,relation,country_has_authority,environment,answer,rule
// The post is in organisation "org-1". holdings: "none", or "+"-joined ROLE@TYPE:COUNTRY[#ORGANISATION] with COUNTRY "*" for all
// countries; a role "administrator" is an administrator grant; without #ORGANISATION it is "org-1" where the type is the post's, else
// "org-2". relation: stranger | own | filed | deputy_of_own (the principal is the beneficiary). answer: permit | deny.
#include "policies/engine/words.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <set>
#include <sstream>

namespace gatehouse::policy {
namespace {

enum Column {
    name_,
    verb_,
    kind_,
    role_,
    type_,
    country_,
    scope_,
    holdings_,
    relation_,
    authority_,
    environment_,
    answer_,
    rule_,
    columns_
};
constexpr std::string_view heading =
    "case,verb,kind,role,organisation_type,country,scope,holdings,relation,country_has_authority,environment,answer,rule";

using Cells = std::vector<std::string>;

Cells split(std::string_view text, char separator) {
    Cells cells(1);
    for (const char letter : text) {
        if (letter == separator)
            cells.emplace_back();
        else
            cells.back() += letter;
    }
    return cells;
}

std::unexpected<Error> wrong(const std::string& where, const std::string& what) {
    return fail(ErrorCode::bad_input, where + ": " + what);
}

Result<Holding> parse_holding(const std::string& text, const std::string& post_type, const std::string& where) {
    const auto at = text.find('@');
    const auto colon = text.find(':', at == std::string::npos ? 0 : at);
    if (at == std::string::npos || colon == std::string::npos)
        return wrong(where, fmt::format("\"{}\" is not a holding; write ROLE@TYPE:COUNTRY or none.", text));
    Holding holding;
    holding.role = text.substr(0, at);
    holding.organisation_type = text.substr(at + 1, colon - at - 1);
    if (!value_of(type_words, holding.organisation_type)) return wrong(where, fmt::format("\"{}\" names no organisation type.", text));
    const Cells tail = split(text.substr(colon + 1), '#');
    holding.scope = tail[0] == "*" ? Scope::all_countries : Scope::one_country;
    holding.country = tail[0] == "*" ? "" : tail[0];
    holding.organisation = tail.size() > 1 ? tail[1] : holding.organisation_type == post_type ? "org-1" : "org-2";
    holding.administrator = holding.role == "administrator";
    return holding;
}

Result<void> parse_relation(const std::string& relation, Question& question, const std::string& where) {
    question.beneficiary = "issuer beneficiary";
    question.filed_by = "issuer filer";
    question.decided_by = "issuer decider";
    question.on_behalf_of = question.decided_by;
    if (relation == "own") {
        question.beneficiary = question.decided_by;
    } else if (relation == "filed") {
        question.filed_by = question.decided_by;
    } else if (relation == "deputy_of_own") {
        question.on_behalf_of = question.beneficiary;
    } else if (relation != "stranger") {
        return wrong(where, fmt::format("\"{}\" is not a relation; use stranger, own, filed or deputy_of_own.", relation));
    }
    return {};
}

Result<Question> parse_question(const Cells& cells, const std::string& where) {
    Question question;
    const auto verb = value_of(verb_words, cells[verb_]);
    const auto kind = value_of(kind_words, cells[kind_]);
    if (!verb || !kind || !value_of(type_words, cells[type_]))
        return wrong(where, "verb, kind or organisation_type is not a word of policies.");
    question.verb = *verb;
    question.post = {*kind, cells[role_], "org-1", cells[type_], cells[country_] == "*" ? "" : cells[country_], Scope::one_country};
    if (cells[scope_] == "all")
        question.post.scope = Scope::all_countries;
    else if (cells[scope_] != "one")
        return wrong(where, "scope must be one or all.");
    if (cells[authority_] != "yes" && cells[authority_] != "no") return wrong(where, "country_has_authority must be yes or no.");
    question.country_has_authority = cells[authority_] == "yes";
    question.environment = cells[environment_];
    TRY_VOID(parse_relation(cells[relation_], question, where));
    if (cells[holdings_] == "none") return question;
    for (const auto& text : split(cells[holdings_], '+')) {
        TRY(auto holding, parse_holding(text, cells[type_], where));
        question.holdings.push_back(std::move(holding));
    }
    return question;
}

Result<void> check_row(const Policy& policy, const std::string& line, const std::string& where, std::set<std::string>& proven) {
    const Cells cells = split(line, ',');
    if (cells.size() != columns_) return wrong(where, fmt::format("a case has {} columns, this one {}.", int{columns_}, cells.size()));
    TRY(const auto question, parse_question(cells, where));
    const Answer answer = evaluate(policy, question);
    const std::string got = answer.permit ? "permit" : "deny";
    if (got != cells[answer_] || answer.rule != cells[rule_])
        return wrong(where, fmt::format("\"{}\" expects {} by {}, the policy says {} by {}.", cells[name_], cells[answer_], cells[rule_],
                                        got, answer.rule));
    proven.insert(answer.rule);
    return {};
}

Result<void> check_coverage(const Policy& policy, const std::set<std::string>& proven, const std::string& path) {
    for (const auto& rule : policy.rules)
        if (!proven.contains(rule.name)) return wrong(path, fmt::format("no case shows the rule \"{}\"; add one.", rule.name));
    for (const auto& never : policy.nevers)
        if (!proven.contains(never.name)) return wrong(path, fmt::format("no case shows the never \"{}\"; add one.", never.name));
    return {};
}

}  // namespace

Result<int> check_cases(const Policy& policy, const std::string& csv_path) {
    std::ifstream file(csv_path, std::ios::binary);
    std::string line;
    if (!std::getline(file, line) || line != heading) return wrong(csv_path + ":1", fmt::format("the first line must be \"{}\".", heading));
    std::set<std::string> proven;
    int rows = 0;
    for (int number = 2; std::getline(file, line); ++number) {
        if (line.empty()) continue;
        TRY_VOID(check_row(policy, line, fmt::format("{}:{}", csv_path, number), proven));
        ++rows;
    }
    TRY_VOID(check_coverage(policy, proven, csv_path));
    return rows;
}

}  // namespace gatehouse::policy
