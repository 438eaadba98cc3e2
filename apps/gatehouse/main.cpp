// gatehouse: the operator's command line. 0: done; 2: refused with one line on stderr, nothing changed.
#include "apps/gatehouse/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>

namespace {

int refuse(const gatehouse::Error& error) {
    std::string line = error.message;
    if (!error.detail.empty()) line += " (" + error.detail + ")";
    std::ranges::replace(line, '\n', ' ');
    fmt::print(stderr, "gatehouse: {}\n", line);
    return 2;
}

gatehouse::Result<void> run(int argc, char** argv) {
    TRY(const auto command, gatehouse::commands::parse(argc, argv));
    return command();
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const auto done = run(argc, argv);
        return done ? 0 : refuse(done.error());
    } catch (const std::exception& problem) {
        return refuse({gatehouse::ErrorCode::internal, problem.what(), {}, {}, {}});
    }
}
