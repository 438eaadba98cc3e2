// gatehouse-authz --config FILE [--demo]
#include "apps/authz/assemble.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>

namespace {

using namespace gatehouse;

int refuse(const Error& error) {
    const std::string detail = error.detail.empty() ? "" : " (" + error.detail + ")";
    fmt::print(stderr, "gatehouse-authz: {}{}\n", error.message, detail);
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

int serve(const authz::Settings& settings) {
    const sigset_t signals = block_stop_signals();
    SystemClock clock;
    crypto::SystemRandom random;
    Log log("gatehouse-authz-" + settings.environment, LogLevel::info, settings.log);
    auto program = authz::assemble(settings, {clock, random, log});
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
    CLI::App app("The authorisation server of one environment: organisations, requests, decisions, roles.", "gatehouse-authz");
    std::string config;
    bool demo = false;
    app.add_option("--config", config, "production.toml or training.toml")->required();
    app.add_flag("--demo", demo, "a relaxed outgoing guard, for a store born demo, on loopback only");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() == 0) return app.exit(problem);  // --help
        return refuse({ErrorCode::bad_input, std::string(problem.what()) + "; --help shows what there is.", "", "", {}});
    }
    const auto settings = authz::load_settings(config);
    if (!settings) return refuse(settings.error());
    if (const auto allowed = authz::check_demo(*settings, demo ? authz::Demo::on : authz::Demo::off); !allowed)
        return refuse(allowed.error());
    return serve(*settings);
}
