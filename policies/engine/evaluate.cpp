#include "policies/engine/evaluate.hpp"

#include <algorithm>

namespace gatehouse::policy {
namespace {

template <class T>
bool among(const std::vector<T>& list, const T& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

bool in_class(By by, const Holding& holding, const Post& post) {
    switch (by) {
        case By::national_authority:
            return holding.role == "OPL" && holding.organisation_type == "cca";
        case By::commission:
            return holding.role == "commission" && holding.organisation_type == "commission";
        case By::administrator:
            return holding.administrator && holding.organisation == post.organisation;
    }
    return false;
}

bool covers(const Holding& holding, const Post& post) {
    if (holding.scope == Scope::all_countries) return true;
    return post.scope == Scope::one_country && holding.country == post.country;
}

// An administrator of a control body gives only countries they certify for themselves.
bool certifies(const std::vector<Holding>& holdings, const Post& post) {
    return std::any_of(holdings.begin(), holdings.end(), [&](const Holding& holding) {
        return !holding.administrator && holding.organisation == post.organisation && covers(holding, post);
    });
}

bool in_scope(By by, const Holding& holding, const Question& question) {
    const Post& post = question.post;
    switch (by) {
        case By::national_authority:
            return post.scope == Scope::one_country && holding.country == post.country;
        case By::commission:
            return true;
        case By::administrator:
            return covers(holding, post) && (post.kind != Kind::control_body || certifies(question.holdings, post));
    }
    return false;
}

const Never* named(const Policy& policy, Never::What what) {
    const auto found = std::find_if(policy.nevers.begin(), policy.nevers.end(), [&](const Never& never) { return never.what == what; });
    return found == policy.nevers.end() ? nullptr : &*found;
}

bool strikes(Never::What what, const Policy& policy, const Question& question) {
    switch (what) {
        case Never::What::decides_own:
            return question.beneficiary == question.decided_by || question.beneficiary == question.on_behalf_of;
        case Never::What::decides_what_they_filed:
            return question.filed_by == question.decided_by || question.filed_by == question.on_behalf_of;
        case Never::What::other_environment:
            return question.environment != policy.environment;
        case Never::What::outside_own_scope:
            return false;  // depends on the rule: see permitting()
    }
    return true;
}

std::string_view sentence_of(Never::What what) {
    switch (what) {
        case Never::What::decides_own:
            return "You cannot decide on what benefits yourself; somebody else has to.";
        case Never::What::decides_what_they_filed:
            return "You cannot decide on what you filed yourself; somebody else has to.";
        case Never::What::outside_own_scope:
            return "This lies outside what you may decide: nobody gives more than they hold themselves.";
        case Never::What::other_environment:
            return "This belongs to the other environment; nothing moves between production and training.";
    }
    return "";
}

std::string_view sentence_of(By by) {
    switch (by) {
        case By::national_authority:
            return "You decide this as the national authority of the country.";
        case By::commission:
            return "You decide this for the Commission.";
        case By::administrator:
            return "You decide this as an administrator of the same organisation.";
    }
    return "";
}

Answer answer(const Policy& policy, bool permit, std::string_view rule, std::string_view sentence) {
    return {permit, std::string(rule), std::string(sentence), policy.hash};
}

enum class Standing { none, outside, inside };

Standing standing(By by, const Question& question) {
    Standing best = Standing::none;
    for (const Holding& holding : question.holdings) {
        if (!in_class(by, holding, question.post)) continue;
        if (in_scope(by, holding, question)) return Standing::inside;
        best = Standing::outside;
    }
    return best;
}

}  // namespace

bool applies(const Rule& rule, Verb verb, const Post& post, bool country_has_authority) {
    if (!among(rule.verbs, verb) || !among(rule.kinds, post.kind)) return false;
    if (!rule.organisation_types.empty() && !among(rule.organisation_types, post.organisation_type)) return false;
    // No national authority stands for all countries together.
    const bool has_authority = country_has_authority && post.scope == Scope::one_country;
    return rule.when == Rule::When::always || !has_authority;
}

Answer evaluate(const Policy& policy, const Question& question) {
    for (const Never& never : policy.nevers)
        if (strikes(never.what, policy, question)) return answer(policy, false, never.name, sentence_of(never.what));

    bool outside = false;
    for (const Rule& rule : policy.rules) {
        if (!applies(rule, question.verb, question.post, question.country_has_authority)) continue;
        const Standing here = standing(rule.by, question);
        if (here == Standing::inside) return answer(policy, true, rule.name, sentence_of(rule.by));
        outside = outside || here == Standing::outside;
    }
    const Never* scope = named(policy, Never::What::outside_own_scope);
    if (outside && scope != nullptr) return answer(policy, false, scope->name, sentence_of(scope->what));
    return answer(policy, false, "nothing", "No rule lets you decide this.");
}

std::vector<By> deciders(const Policy& policy, Verb verb, const Post& post, bool country_has_authority) {
    std::vector<By> found;
    for (const Rule& rule : policy.rules) {
        if (!applies(rule, verb, post, country_has_authority) || among(found, rule.by)) continue;
        if (rule.by == By::national_authority && (post.scope == Scope::all_countries || !country_has_authority)) continue;
        found.push_back(rule.by);
    }
    return found;
}

}  // namespace gatehouse::policy
