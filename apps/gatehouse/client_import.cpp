#include "idp/client_auth/import_clients.hpp"

#include "apps/gatehouse/about_file.hpp"
#include "apps/gatehouse/commands.hpp"
#include "apps/gatehouse/opened_idp.hpp"
#include "apps/gatehouse/read_text.hpp"

#include <fmt/format.h>

namespace gatehouse::commands {

namespace {

void print_each(std::string_view what, const std::vector<std::string>& ids) {
    for (const auto& id : ids) fmt::print("{} {}\n", what, id);
}

}  // namespace

Result<void> client_import(const std::string& file) {
    TRY(const auto text, read_text(file, 4 * 1024 * 1024));
    TRY(const auto state, State::find());
    TRY(const auto opened, OpenedIdp::open(state));
    const auto done = idp::import_clients(opened->core(), text);
    if (!done) return std::unexpected(about_file(file, done.error()));
    print_each("registered", done->registered);
    print_each("changed", done->changed);
    print_each("unchanged", done->unchanged);
    return {};
}

}  // namespace gatehouse::commands
