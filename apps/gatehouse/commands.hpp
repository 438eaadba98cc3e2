// The subcommands, one a file: each opens what it needs, calls the use case that the pages call, prints what came of it.
// An error is one sentence naming file or argument, field and cure; nothing has been changed then.
#pragma once

#include "apps/gatehouse/console.hpp"

#include <string>
#include <vector>

namespace gatehouse::commands {

// Makes or completes the schema of every configured store (of one environment where --environment is given).
Result<void> migrate(const Console& console);

Result<void> client_import(const std::string& file);
Result<void> client_list(const Console& console);

struct PersonArguments {
    std::string username, first_name, last_name, email;
    std::string language = "en";
    std::string password_file;  // empty: the link to set a password is mailed
};
Result<void> person_add(const PersonArguments& arguments);
Result<void> person_list(const Console& console);

struct GrantArguments {
    std::string person;        // sub, username or e-mail
    std::string organisation;  // id
    std::string state;         // active, suspended, ended
};
Result<void> grant_list(const Console& console, const GrantArguments& arguments);

// Without a file: the policies of the configured environments.
Result<void> policy_check(const Console& console, const std::string& file);

struct AuditArguments {
    enum class Log { of_environment, of_accounts } log = Log::of_environment;
    std::string person, organisation, act;
    std::string from, until;  // days, "2026-11-24"; until is included
};
Result<void> audit_list(const Console& console, const AuditArguments& arguments);
// Without --environment and --accounts: every configured log.
Result<void> audit_verify(const Console& console, const AuditArguments& arguments);

Result<void> connector_list(const Console& console);

// persons: usernames or e-mail addresses of existing accounts.
Result<void> bootstrap_commission(const Console& console, const std::vector<std::string>& persons);

// folder empty: data/ of the checkout.
Result<void> reference_load(const Console& console, const std::string& folder);
Result<void> demo_load(const Console& console);

}  // namespace gatehouse::commands
