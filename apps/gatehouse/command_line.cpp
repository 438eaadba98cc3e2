#include "apps/gatehouse/command_line.hpp"

#include "apps/gatehouse/commands.hpp"
#include "apps/gatehouse/key_make.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace gatehouse::commands {

namespace {

// Everything that words are read into; the command that was named runs on it.
struct Words {
    Console console;
    std::string file, folder, algorithm = "ES256";
    PersonArguments person;
    GrantArguments grant;
    AuditArguments audit;
    std::vector<std::string> persons;
    std::function<Result<void>()> chosen;
};

class Grammar {
public:
    explicit Grammar(Words& words)
        : words_(words), app_("The command line of Gatehouse: it works beside the running programs.", "gatehouse") {
        app_.fallthrough();
        app_.require_subcommand(1);
        app_.footer(
            "State: GATEHOUSE_VAR names the folder; otherwise var/ here, or beside the checkout.\n"
            "0: done. 2: refused with one line; nothing was changed.");
        app_.add_option("--environment", words.console.environment, "production or training")->check([](const std::string& name) {
            return name == "production" || name == "training" ? "" : "\"" + name + "\" is not known; name production or training";
        });
        app_.add_option("--after", words.console.after, "the cursor that the page before printed");
        app_.add_flag_callback("--json", [this] { words_.console.format = Format::json; }, "lists as JSON");
        add_stores();
        add_accounts();
        add_rights();
        add_audit();
        add_keys();
    }

    CLI::App& app() { return app_; }

private:
    CLI::App* group(const std::string& name, const std::string& help) {
        auto* made = app_.add_subcommand(name, help);
        made->require_subcommand(1);
        return made;
    }
    CLI::App* command(CLI::App* under, const std::string& name, const std::string& help, std::function<Result<void>()> run) {
        auto* made = under->add_subcommand(name, help);
        made->callback([this, run = std::move(run)] { words_.chosen = run; });
        return made;
    }

    void add_stores() {
        auto& w = words_;
        command(&app_, "migrate", "make or complete the schema of every configured store", [&w] { return migrate(w.console); });
        auto* reference = group("reference", "lists of organisations");
        command(reference, "load", "load authorities, border control posts and control bodies", [&w] {
            return reference_load(w.console, w.folder);
        })->add_option("folder", w.folder, "holds the CSV files; otherwise data/ of the checkout");
        auto* demo = group("demo", "demo stores");
        command(demo, "load", "personas, demo organisations and their posts", [&w] { return demo_load(w.console); });
        auto* bootstrap = group("bootstrap", "the first persons of a real store");
        command(bootstrap, "commission", "name the first administrators of the Commission, once",
                [&w] { return bootstrap_commission(w.console, w.persons); })
            ->add_option("persons", w.persons, "usernames or e-mail addresses of two existing accounts")
            ->required()
            ->expected(2);
    }

    void add_accounts() {
        auto& w = words_;
        auto* client = group("client", "applications of the identity provider");
        command(client, "import", "register or change applications", [&w] { return client_import(w.file); })
            ->add_option("file", w.file, "a JSON array of client metadata (RFC 7591)")
            ->required();
        command(client, "list", "applications by client_id", [&w] { return client_list(w.console); });
        auto* person = group("person", "accounts of the identity provider");
        command(person, "list", "accounts by sub", [&w] { return person_list(w.console); });
        auto* add = command(person, "add", "make an account for one real person", [&w] { return person_add(w.person); });
        add->add_option("--username", w.person.username)->required();
        add->add_option("--first-name", w.person.first_name)->required();
        add->add_option("--last-name", w.person.last_name)->required();
        add->add_option("--email", w.person.email)->required();
        add->add_option("--language", w.person.language, "of e-mails, one of the 24 (en)");
        add->add_option("--password-file", w.person.password_file, "otherwise the person sets one by a mailed link");
    }

    void add_rights() {
        auto& w = words_;
        auto* grant = group("grant", "posts that are held");
        auto* list = command(grant, "list", "grants of one environment", [&w] { return grant_list(w.console, w.grant); });
        list->add_option("--person", w.grant.person, "sub, username or e-mail address");
        list->add_option("--organisation", w.grant.organisation, "id");
        list->add_option("--state", w.grant.state, "active, suspended or ended");
        auto* policy = group("policy", "who may decide");
        command(policy, "check", "read policies and run their tables of cases", [&w] {
            return policy_check(w.console, w.file);
        })->add_option("file", w.file, "a policy; otherwise those that are configured");
        auto* connector = group("connector", "plugins");
        command(connector, "list", "plugins and the settings they take", [&w] { return connector_list(w.console); });
    }

    void add_audit() {
        auto& w = words_;
        auto* audit = group("audit", "the audit logs");
        auto* list = command(audit, "list", "leaves, newest first", [&w] { return audit_list(w.console, w.audit); });
        list->add_option("--person", w.audit.person, "sub, username or e-mail address");
        list->add_option("--organisation", w.audit.organisation, "id");
        list->add_option("--act", w.audit.act, "such as request.accepted");
        list->add_option("--from", w.audit.from, "first day, 2026-11-24");
        list->add_option("--until", w.audit.until, "last day");
        auto* verify = command(audit, "verify", "recompute every hash, the tree and the checkpoints",
                               [&w] { return audit_verify(w.console, w.audit); });
        for (auto* one : {list, verify})
            one->add_flag_callback(
                "--accounts", [&w] { w.audit.log = AuditArguments::Log::of_accounts; }, "the log of the identity provider");
    }

    void add_keys() {
        auto& w = words_;
        auto* key = group("key", "keys");
        command(key, "make", "print a new private key (JWK)", [&w]() -> Result<void> {
            TRY(const auto made, make_key(w.algorithm));
            fmt::print("{}\n", made.reveal());
            return {};
        })->add_option("--algorithm", w.algorithm, "ES256 or EdDSA");
        command(key, "public", "print the public half of a key",
                [&w]() -> Result<void> {
                    TRY(const auto made, public_key(w.file));
                    fmt::print("{}\n", made);
                    return {};
                })
            ->add_option("file", w.file, "a private key (JWK)")
            ->required();
    }

    Words& words_;
    CLI::App app_;
};

// CLI11 says only that a subcommand is required; the word that was typed in its place says more.
std::string what_is_wrong(const CLI::App& app, const CLI::ParseError& problem) {
    const auto unknown = app.remaining(true);
    if (problem.get_name() == "RequiredError" && !unknown.empty()) return fmt::format("\"{}\" is no command here", unknown.front());
    std::string text = problem.what();
    std::ranges::replace(text, '\n', ' ');
    return text;
}

}  // namespace

Result<std::function<Result<void>()>> parse(int argc, char** argv) {
    const auto words = std::make_shared<Words>();
    const auto grammar = std::make_unique<Grammar>(*words);
    try {
        grammar->app().parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() != 0)
            return fail(ErrorCode::bad_input, what_is_wrong(grammar->app(), problem) + "; see gatehouse --help.", "command line");
        grammar->app().exit(problem);  // prints the help
        return []() -> Result<void> { return {}; };
    }
    return [words] { return words->chosen(); };
}

}  // namespace gatehouse::commands
