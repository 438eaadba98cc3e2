// SPDX-License-Identifier: AGPL-3.0-or-later
// coi-desk --config FILE
#include "apps/coi-desk/assemble.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>

namespace {

using namespace gatehouse;

int refuse(const Error& error) {
    const std::string detail = error.detail.empty() ? "" : " (" + error.detail + ")";
    fmt::print(stderr, "coi-desk: {}{}\n", error.message, detail);
    return 2;
}

// Blocked before any thread starts, so that only sigwait sees them.
sigset_t block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

int serve(const desk::Settings& settings) {
    const sigset_t signals = block_stop_signals();
    SystemClock clock;
    crypto::SystemRandom random;
    Log log("coi-desk", LogLevel::info, settings.log);
    auto program = desk::assemble(settings, {clock, random, log});
    if (!program) return refuse(program.error());
    if (auto started = (*program)->start(); !started) return refuse(started.error());
    fmt::print("ready {}\n", settings.base_url);
    std::fflush(stdout);
    int signal = 0;
    sigwait(&signals, &signal);
    (*program)->stop();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("The certificate desk: which box of which certificate you may sign.", "coi-desk");
    std::string config;
    app.add_option("--config", config, "coi-desk.toml")->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() == 0) return app.exit(problem);  // --help
        return refuse({ErrorCode::bad_input, std::string(problem.what()) + "; --help shows what there is.", "", "", {}});
    }
    const auto settings = desk::read_settings(config);
    if (!settings) return refuse(settings.error());
    return serve(*settings);
}
