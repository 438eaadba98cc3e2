#include "tests/apps/state_folder.hpp"

#include "base/jose/key.hpp"
#include "base/json.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace gatehouse::tests {

namespace {

const std::string binary = GATEHOUSE_BINARY_DIR "/bin/gatehouse";

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> made;
    for (auto& word : words) made.push_back(word.data());
    made.push_back(nullptr);
    return made;
}

std::vector<std::string> environment_with(const std::string& variable) {
    std::vector<std::string> made{variable, "LDAPNOINIT=1"};
    for (char** one = environ; *one != nullptr; ++one)
        if (!std::string_view(*one).starts_with("GATEHOUSE_VAR=")) made.emplace_back(*one);
    return made;
}

}  // namespace

StateFolder::StateFolder(const std::string& birth, const std::string& issuer) {
    for (const char* name : {"config", "secrets", "data", "mail"}) std::filesystem::create_directory(folder_.path() / name);
    // The seal that tests/support/idp_program.hpp uses.
    std::string seal;
    for (int i = 0; i < 32; ++i) seal += "6b";
    write("secrets/seal", seal + "\n");
    write("secrets/audit.jwk", std::string(jose::Key::generate(jose::Algorithm::EdDSA).private_jwk().reveal()));
    write("password", std::string(password) + "\n");
    write("config/idp.toml", idp_config(birth, issuer));
    for (const char* name : {"production", "training"}) write(fmt::format("config/{}.toml", name), environment_config(name, birth, issuer));
}

std::string StateFolder::idp_config(const std::string& birth, const std::string& issuer) const {
    return fmt::format(R"toml(issuer = "{0}"
continue_url = "https://localhost:9443/"
birth = "{1}"
database = "sqlite:{2}/data/idp.db"
seal_key_file = "{2}/secrets/seal"
cookie = "__Host-gh-idp"
plugins = "{3}/connectors"
web = "{4}/web"
catalogues = "{3}/catalogues"
[[listener]]
address = "127.0.0.1"
port = 0
[mail]
connector = "mail-spool"
[mail.settings]
folder = "{2}/mail"
)toml",
                       issuer, birth, folder_.path().string(), GATEHOUSE_BINARY_DIR, GATEHOUSE_SOURCE_DIR);
}

std::string StateFolder::environment_config(const std::string& name, const std::string& birth, const std::string& issuer) const {
    return fmt::format(R"toml(environment = "{0}"
base_url = "https://localhost:9443"
sign_up_url = "{1}/register"
account_url = "{1}/account"
birth = "{2}"
database = "sqlite:{3}/data/{0}.db"
seal_key_file = "{3}/secrets/seal"
cookie = "__Host-gh-{0}"
plugins = "{4}/connectors"
web = "{5}/web"
catalogues = "{4}/catalogues"
policy = "{5}/policies/{0}.toml"
audit_key_file = "{3}/secrets/audit.jwk"
[[listener]]
address = "127.0.0.1"
port = 0
[issuer]
url = "{1}"
client_id = "gatehouse-authz-{0}"
private_key_file = "{3}/secrets/audit.jwk"
guard = "relaxed"
)toml",
                       name, issuer, birth, folder_.path().string(), GATEHOUSE_BINARY_DIR, GATEHOUSE_SOURCE_DIR);
}

Ran StateFolder::run(const Words& words) const {
    static int runs = 0;
    const std::string out = file(fmt::format("out-{}", ++runs)), err = file(fmt::format("err-{}", runs));
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT, 0600);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, 0600);
    Words whole{binary};
    whole.insert(whole.end(), words.begin(), words.end());
    auto variables = environment_with("GATEHOUSE_VAR=" + folder_.path().string());
    pid_t pid = 0;
    const int problem = ::posix_spawn(&pid, binary.c_str(), &files, nullptr, pointers(whole).data(), pointers(variables).data());
    posix_spawn_file_actions_destroy(&files);
    BOOST_REQUIRE_MESSAGE(problem == 0, "cannot start " << binary);
    int status = 0;
    BOOST_REQUIRE_EQUAL(::waitpid(pid, &status, 0), pid);
    Ran ran{WIFEXITED(status) ? WEXITSTATUS(status) : -1, content_of(out), content_of(err)};
    std::filesystem::remove(out);
    std::filesystem::remove(err);
    return ran;
}

std::string StateFolder::done(const Words& words) const {
    const Ran ran = run(words);
    BOOST_TEST_REQUIRE(ran.err == "");
    BOOST_TEST_REQUIRE(ran.code == 0);
    return ran.out;
}

void StateFolder::refused(const Words& words, const std::vector<std::string>& says) const {
    const std::string before = everything();
    const Ran ran = run(words);
    BOOST_TEST(ran.code == 2);
    BOOST_TEST(ran.out == "");
    BOOST_TEST(std::ranges::count(ran.err, '\n') == 1, "not one line: " << ran.err);
    BOOST_TEST(ran.err.starts_with("gatehouse: "));
    for (const auto& part : says) BOOST_TEST(ran.err.contains(part), part << " is not in: " << ran.err);
    BOOST_TEST(everything() == before);
}

boost::json::array StateFolder::rows(Words words) const {
    words.push_back("--json");
    boost::json::array all;
    for (std::string after;;) {
        Words whole = words;
        if (!after.empty()) whole.insert(whole.end(), {"--after", after});
        auto page = json::parse(done(whole), {.bytes = 4 * 1024 * 1024, .depth = 8}).value();
        for (auto& row : page.at("rows").as_array()) all.push_back(std::move(row));
        if (page.at("next").is_null()) return all;
        after = page.at("next").as_string().c_str();
    }
}

std::string StateFolder::everything() const {
    std::string all;
    for (const Words& words : {Words{"client", "list"}, {"person", "list"}, {"audit", "list", "--accounts"}}) {
        const Ran ran = run({words[0], words[1], words.size() > 2 ? words[2] : "--json", "--json"});
        all += ran.out + ran.err;
    }
    for (const char* environment : {"production", "training"})
        for (const Words& words : {Words{"grant", "list"}, {"audit", "list"}}) {
            const Ran ran = run({words[0], words[1], "--environment", environment, "--json"});
            all += ran.out + ran.err;
        }
    return all;
}

std::string StateFolder::write(const std::string& name, const std::string& content) const {
    const std::string path = file(name);
    std::ofstream(path, std::ios::binary) << content;
    return path;
}

std::string StateFolder::read(const std::string& name) const {
    return content_of(file(name));
}

void StateFolder::replace(const std::string& name, const std::string& from, const std::string& to) const {
    std::string text = read(name);
    const auto at = text.find(from);
    BOOST_REQUIRE(at != std::string::npos);
    write(name, text.replace(at, from.size(), to));
}

void StateFolder::add_person(const std::string& username) const {
    done({"person", "add", "--username", username, "--first-name", "Anna", "--last-name", "Berg", "--email", username + "@example.org",
          "--password-file", file("password")});
}

std::string client_json(const std::string& client_id, const std::string& name) {
    return fmt::format(
        R"json({{"client_id": "{}", "client_secret": "0123456789abcdef0123456789abcdef", "client_name": "{}",
"redirect_uris": ["https://localhost:9543/callback"], "grant_types": ["authorization_code"], "response_types": ["code"],
"token_endpoint_auth_method": "client_secret_basic", "scope": "openid profile"}})json",
        client_id, name);
}

}  // namespace gatehouse::tests
