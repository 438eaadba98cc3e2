#include "tests/support/child_process.hpp"

#include <csignal>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

namespace gatehouse::tests {

std::vector<std::int64_t> kill_after(std::size_t enough, const std::function<void(int pipe)>& work) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        work(ends[1]);
        ::_exit(0);
    }
    ::close(ends[1]);
    std::vector<std::int64_t> acknowledged;
    for (std::int64_t number = 0; ::read(ends[0], &number, sizeof number) == static_cast<ssize_t>(sizeof number);) {
        acknowledged.push_back(number);
        if (acknowledged.size() == enough) ::kill(child, SIGKILL);
    }
    ::close(ends[0]);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    return acknowledged;
}

}  // namespace gatehouse::tests
