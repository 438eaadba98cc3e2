#include "apps/authz/assemble.hpp"

#include <algorithm>

namespace gatehouse::authz {
namespace {

bool is_loopback(const http::Listener& listener) {
    return listener.address.starts_with("127.") || listener.address == "::1" || listener.address == "localhost";
}

}  // namespace

Result<void> check_demo(const Settings& settings, Demo demo) {
    const bool born_demo = settings.birth == sql::Birth::demo;
    const bool relaxed = settings.issuer.guard == http::Guard::relaxed;
    if (demo == Demo::on && !born_demo)
        return fail(ErrorCode::bad_input,
                    "--demo needs a store born \"demo\", and this configuration says birth = \"real\"; leave --demo out.");
    if (demo == Demo::on && !std::ranges::all_of(settings.listeners, is_loopback))
        return fail(ErrorCode::bad_input, "--demo needs listeners on loopback only; use address = \"127.0.0.1\".");
    const auto behind_proxy = [](const http::Listener& listener) { return !listener.trusted_proxies.empty(); };
    if (demo == Demo::on && std::ranges::any_of(settings.listeners, behind_proxy))
        return fail(ErrorCode::bad_input, "--demo answers this machine only; take trusted_proxies away.");
    if (relaxed && demo == Demo::off)
        return fail(ErrorCode::bad_input, "[issuer] guard = \"relaxed\" needs a store born \"demo\" and --demo; use \"public_only\".",
                    "guard");
    return {};
}

}  // namespace gatehouse::authz
