// A slapd of the test's own, started and stopped by scripts/slapd in a temporary folder on a free port.
#pragma once

#include "connectors/api/connector.hpp"
#include "tests/support/temporary_folder.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse::tests {

class PrivateSlapd {
public:
    static bool is_installed();

    PrivateSlapd();  // throws std::runtime_error
    ~PrivateSlapd();
    PrivateSlapd(const PrivateSlapd&) = delete;
    PrivateSlapd& operator=(const PrivateSlapd&) = delete;

    void start();
    void stop();
    connector::Settings settings(const std::string& environment) const;  // of its publisher

    struct Found {
        int exit = 0;                                                  // of ldapsearch
        std::vector<std::multimap<std::string, std::string>> entries;  // attribute → value; "dn" too
    };
    // account "" : anonymous; otherwise "reader-coi-desk" or "publisher" of `of`. Searches `in`'s whole tree.
    Found search(const std::string& account, const std::string& of, const std::string& in,
                 const std::string& filter = "(objectClass=*)") const;
    // One LDIF through ldapmodify; its exit code.
    int modify(const std::string& account, const std::string& of, const std::string& ldif) const;

private:
    std::string credentials(const std::string& account, const std::string& of) const;
    TemporaryFolder folder_;
    std::uint16_t port_ = 0;
};

}  // namespace gatehouse::tests
