#include "tests/support/postgresql_cluster.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace gatehouse::tests {

namespace {

std::string find_binaries() {
    std::error_code failed;
    std::string newest;
    for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", failed))
        if (std::filesystem::exists(version.path() / "bin/initdb", failed)) newest = std::max(newest, (version.path() / "bin").string());
    return newest;
}

const passwd* other_user() {
    return ::geteuid() == 0 ? ::getpwnam("nobody") : nullptr;
}

[[noreturn]] void become(const std::vector<std::string>& command, const std::string& folder) {
    if (const passwd* user = other_user(); user != nullptr)
        if (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0) ::_exit(126);
    ::prctl(PR_SET_PDEATHSIG, SIGINT);  // a killed test leaves no server behind
    const int log = ::open((folder + "/log").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log >= 0) {
        ::dup2(log, STDOUT_FILENO);
        ::dup2(log, STDERR_FILENO);
    }
    if (::chdir(folder.c_str()) != 0) ::_exit(126);
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

}  // namespace

std::string PostgresqlCluster::why_absent() {
    if (find_binaries().empty()) return "no PostgreSQL server binaries below /usr/lib/postgresql";
    if (::geteuid() == 0 && other_user() == nullptr) return "no user nobody to run PostgreSQL as";
    return {};
}

PostgresqlCluster::PostgresqlCluster() : binaries_(find_binaries()) {
    std::string pattern = "/tmp/gh-pg-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make " + pattern);
    folder_ = pattern;
    if (const passwd* user = other_user(); user != nullptr && ::chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0)
        throw std::runtime_error("cannot give away " + folder_);
    run({binaries_ + "/initdb", "-D", folder_ + "/data", "-U", "gatehouse", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"});
    pid_ = start({binaries_ + "/postgres", "-D", folder_ + "/data", "-k", folder_, "-c", "listen_addresses=", "-c", "fsync=off", "-c",
                  "max_connections=60"});
    wait_until_ready();
}

PostgresqlCluster::~PostgresqlCluster() {
    if (pid_ > 0) {
        ::kill(pid_, SIGINT);  // fast shutdown
        int status = 0;
        ::waitpid(pid_, &status, 0);
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

pid_t PostgresqlCluster::start(const std::vector<std::string>& command) const {
    const pid_t child = ::fork();
    if (child == 0) become(command, folder_);
    return child;
}

void PostgresqlCluster::run(const std::vector<std::string>& command) const {
    int status = 0;
    ::waitpid(start(command), &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error(command.front() + " failed; see " + folder_ + "/log");
}

void PostgresqlCluster::wait_until_ready() const {
    for (int attempt = 0; attempt < 300; ++attempt) {
        std::ifstream status(folder_ + "/data/postmaster.pid");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("ready")) return;
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    throw std::runtime_error("PostgreSQL was not ready within 30 s; see " + folder_ + "/log");
}

std::string PostgresqlCluster::new_database() {
    const std::string name = "test" + std::to_string(++databases_);
    run({binaries_ + "/createdb", "-h", folder_, "-U", "gatehouse", name});
    return "postgresql:host=" + folder_ + " user=gatehouse dbname=" + name;
}

}  // namespace gatehouse::tests
