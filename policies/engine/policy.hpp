// Who may decide what: a policy file (strict TOML, hash and version), a pure evaluate(), and an explanation with every
// answer. `never` beats `allow`, nothing means no. No I/O, no clock, no store in here.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::policy {

enum class Kind { operator_, control_body, authority, commission };
std::string_view name(Kind kind);  // "operator", "control_body", "authority", "commission"
Result<Kind> kind(std::string_view name);

enum class Scope { one_country, all_countries };

// What is asked for: role + organisation + scope. Country is the scope's for control bodies, else the organisation's ("" for the
// Commission).
struct Post {
    Kind kind = Kind::operator_;
    std::string
        role;  // "importer", "first_consignee", "exporter", "producer", "control_body", "EAOC", "OPL", "commission", "administrator"
    std::string organisation;
    std::string organisation_type;  // "operator", "control_body", "bcp", "cca", "commission"
    std::string country;
    Scope scope = Scope::one_country;
};

enum class Verb { decide_post, decide_organisation, decide_administrator };  // an organisation to be validated is decided like a post in it

// One grant that the decider (or the principal of a deputy) holds now, at a valid organisation.
struct Holding {
    std::string role, organisation, organisation_type, country;
    Scope scope = Scope::one_country;
    bool administrator = false;  // an administrator grant of that organisation
};

struct Question {
    Verb verb = Verb::decide_post;
    std::string environment;
    Post post;
    std::string beneficiary, filed_by, decided_by, on_behalf_of;  // persons as "issuer sub"
    std::vector<Holding> holdings;                                // of on_behalf_of
    bool country_has_authority = true;  // at least one person holds an active OPL grant at a valid CCA of post.country
    Instant at;
};

struct Answer {
    bool permit = false;
    std::string rule;      // name of the rule or `never` that decided; "nothing" where none applied
    std::string sentence;  // one English sentence for people, catalogue msgid
    std::string policy;    // "sha256:…" of the file
};

// The classes of approvers in a policy's words.
enum class By { national_authority, commission, administrator };
std::string_view name(By by);

struct Rule {
    std::string name;
    std::vector<Verb> verbs;
    std::vector<Kind> kinds;
    std::vector<std::string> organisation_types;  // empty: all
    By by = By::commission;
    enum class When { always, country_has_no_authority } when = When::always;
};

struct Never {
    std::string name;
    enum class What { decides_own, decides_what_they_filed, outside_own_scope, other_environment } what = What::decides_own;
};

struct Policy {
    std::string environment, version, hash;  // hash: "sha256:<hex>" of the file's bytes
    std::vector<Rule> rules;
    std::vector<Never> nevers;
};

// Errors: bad_input "FILE:LINE: what; cure": unknown key, empty list, unknown word, duplicate name, missing `never`, rule that no question
// can reach.
Result<Policy> parse(std::string_view toml, const std::string& name_for_errors);
Result<Policy> load(const std::string& path);

// Checks NAME.cases.csv beside the policy: every row's answer must be the expected one. Errors name the row.
Result<int> check_cases(const Policy& policy, const std::string& csv_path);

Answer evaluate(const Policy& policy, const Question& question);

// Which classes could decide this post now (never empty for a checked policy: the Commission stands in).
std::vector<By> deciders(const Policy& policy, Verb verb, const Post& post, bool country_has_authority);

}  // namespace gatehouse::policy
