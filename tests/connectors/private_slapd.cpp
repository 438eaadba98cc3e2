#include "tests/connectors/private_slapd.hpp"

#include "base/encoding.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace gatehouse::tests {
namespace {

std::uint16_t free_port() {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    if (::bind(probe, raw, size) != 0 || ::getsockname(probe, raw, &size) != 0) throw std::runtime_error("no free port");
    ::close(probe);
    return ntohs(address.sin_port);
}

struct Ran {
    int exit = 0;
    std::string output;
};

Ran run(const std::string& command) {
    FILE* pipe = ::popen(command.c_str(), "r");
    if (!pipe) throw std::runtime_error("cannot run " + command);
    Ran ran;
    char buffer[4096];
    while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) ran.output.append(buffer, got);
    const int status = ::pclose(pipe);
    ran.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
}

std::multimap<std::string, std::string> read_entry(const std::string& block) {
    std::multimap<std::string, std::string> entry;
    for (std::size_t start = 0; start < block.size();) {
        auto end = block.find('\n', start);
        if (end == std::string::npos) end = block.size();
        const std::string line = block.substr(start, end - start);
        start = end + 1;
        const auto colon = line.find(':');
        if (colon == std::string::npos) continue;
        const bool coded = line.compare(colon, 3, ":: ") == 0;
        const std::string value = line.substr(colon + (coded ? 3 : 2));
        entry.emplace(line.substr(0, colon), coded ? from_base64(value).value() : value);
    }
    return entry;
}

std::vector<std::multimap<std::string, std::string>> read_ldif(const std::string& text) {
    std::vector<std::multimap<std::string, std::string>> entries;
    for (std::size_t start = 0; start < text.size();) {
        auto end = text.find("\n\n", start);
        if (end == std::string::npos) end = text.size();
        auto entry = read_entry(text.substr(start, end - start));
        if (entry.contains("dn")) entries.push_back(std::move(entry));
        start = end + 2;
    }
    return entries;
}

}  // namespace

bool PrivateSlapd::is_installed() {
    return run("PATH=$PATH:/usr/sbin command -v slapd && command -v ldapsearch").exit == 0;
}

PrivateSlapd::PrivateSlapd() : port_(free_port()) {
    start();
}

PrivateSlapd::~PrivateSlapd() {
    run(fmt::format(GATEHOUSE_SOURCE_DIR "/scripts/slapd erase {}", folder_.path().string()));
}

void PrivateSlapd::start() {
    // Output goes to a file: the server inherits it, and a pipe would stay open as long as the server lives.
    const auto ran =
        run(fmt::format(GATEHOUSE_SOURCE_DIR "/scripts/slapd start {} {} >{} 2>&1", folder_.path().string(), port_, folder_.file("out")));
    std::ifstream said(folder_.file("out"));
    if (ran.exit != 0) throw std::runtime_error(std::string{std::istreambuf_iterator<char>(said), std::istreambuf_iterator<char>()});
}

void PrivateSlapd::stop() {
    run(fmt::format(GATEHOUSE_SOURCE_DIR "/scripts/slapd stop {}", folder_.path().string()));
}

connector::Settings PrivateSlapd::settings(const std::string& environment) const {
    return {{"url", fmt::format("ldap://127.0.0.1:{}", port_)},
            {"suffix", fmt::format("dc={},dc=gatehouse", environment)},
            {"bind_dn", fmt::format("cn=publisher,dc={},dc=gatehouse", environment)},
            {"password_file", folder_.file(fmt::format("secrets/ldap-{}-publisher", environment))},
            {"timeout_seconds", "2"}};
}

std::string PrivateSlapd::credentials(const std::string& account, const std::string& of) const {
    const std::string where = fmt::format("-x -H ldap://127.0.0.1:{}", port_);
    if (account.empty()) return where;
    return fmt::format("{} -D cn={},dc={},dc=gatehouse -y {}", where, account, of,
                       folder_.file(fmt::format("secrets/ldap-{}-{}", of, account)));
}

PrivateSlapd::Found PrivateSlapd::search(const std::string& account, const std::string& of, const std::string& in,
                                         const std::string& filter) const {
    const auto ran = run(fmt::format("LDAPNOINIT=1 ldapsearch {} -LLL -o ldif-wrap=no -b dc={},dc=gatehouse '{}' 2>/dev/null",
                                     credentials(account, of), in, filter));
    return {ran.exit, read_ldif(ran.output)};
}

int PrivateSlapd::modify(const std::string& account, const std::string& of, const std::string& ldif) const {
    std::ofstream(folder_.file("change.ldif")) << ldif;
    return run(fmt::format("LDAPNOINIT=1 ldapmodify {} -f {} >/dev/null 2>&1", credentials(account, of), folder_.file("change.ldif"))).exit;
}

}  // namespace gatehouse::tests
