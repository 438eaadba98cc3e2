// A private state folder with configuration of its own, and the real command line run in it as a process.
#pragma once

#include "tests/support/temporary_folder.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::tests {

using Words = std::vector<std::string>;

struct Ran {
    int code = -1;
    std::string out, err;
};

class StateFolder {
public:
    // birth: "demo" or "real" for all three stores. The issuer is an address nobody listens on unless a test names one that somebody does.
    explicit StateFolder(const std::string& birth = "demo", const std::string& issuer = "https://localhost:8443");

    Ran run(const Words& words) const;
    // Exit 0 and nothing on stderr; what it printed.
    std::string done(const Words& words) const;
    // Exit 2, one line on stderr that holds every one of `says`, nothing on stdout, and everything that lists show as before.
    void refused(const Words& words, const std::vector<std::string>& says) const;
    // The members of --json lists, from this page on to the end.
    boost::json::array rows(Words words) const;
    // All that lists and logs show.
    std::string everything() const;

    std::string write(const std::string& name, const std::string& content) const;  // its path
    std::string read(const std::string& name) const;
    void replace(const std::string& name, const std::string& from, const std::string& to) const;
    // An account with a password, made by the command line.
    void add_person(const std::string& username) const;
    std::string file(const std::string& name) const { return folder_.file(name); }

    static constexpr std::string_view password = "Correct horse 7!";

private:
    std::string idp_config(const std::string& birth, const std::string& issuer) const;
    std::string environment_config(const std::string& name, const std::string& birth, const std::string& issuer) const;

    TemporaryFolder folder_;
};

// Metadata of one client that can be imported.
std::string client_json(const std::string& client_id, const std::string& name = "COI desk");

}  // namespace gatehouse::tests
