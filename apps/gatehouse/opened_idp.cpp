#include "apps/gatehouse/opened_idp.hpp"

#include "apps/gatehouse/about_file.hpp"

namespace gatehouse::commands {

Result<std::unique_ptr<OpenedIdp>> OpenedIdp::open(const State& state) {
    const std::string config = state.config("idp");
    auto settings = idp::read_settings(config, idp::Demo::off);
    if (!settings) return std::unexpected(about_file(config, settings.error()));
    auto made = std::unique_ptr<OpenedIdp>(new OpenedIdp(config, std::move(*settings)));
    auto opened = idp::OpenedCore::open(made->settings_, {made->clock_, made->random_, made->log_});
    if (!opened) return std::unexpected(about_file(config, opened.error()));
    made->opened_ = std::move(*opened);
    return made;
}

}  // namespace gatehouse::commands
