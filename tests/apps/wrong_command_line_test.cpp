// The servers' own command lines: a mistake is one sentence on stderr and exit 2, like every other bad input.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include <sys/wait.h>

namespace {

struct Ended {
    int code = -1;
    std::string said;  // on stderr
};

Ended run(const std::string& command) {
    std::FILE* pipe = ::popen((std::string(GATEHOUSE_BINARY_DIR "/bin/") + command + " 2>&1 >/dev/null </dev/null").c_str(), "r");
    BOOST_REQUIRE(pipe != nullptr);
    Ended ended;
    std::array<char, 256> part{};
    while (std::fgets(part.data(), static_cast<int>(part.size()), pipe) != nullptr) ended.said += part.data();
    const int status = ::pclose(pipe);
    ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ended;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_wrong_command_line_of_a_server_is_one_sentence) {
    for (const std::string program : {"gatehouse-idp", "gatehouse-authz", "coi-desk"}) {
        for (const std::string words : {" --nonsense", "", " --config"}) {
            const Ended ended = run(program + words);
            BOOST_TEST(ended.code == 2, program << words);
            BOOST_TEST(std::ranges::count(ended.said, '\n') == 1, program << words << " said: " << ended.said);
            BOOST_TEST(ended.said.starts_with(program + ": "), ended.said);
        }
    }
}

BOOST_AUTO_TEST_CASE(help_is_no_mistake) {
    for (const std::string program : {"gatehouse-idp", "gatehouse-authz", "coi-desk"}) BOOST_TEST(run(program + " --help").code == 0);
}
