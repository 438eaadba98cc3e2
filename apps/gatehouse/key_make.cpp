#include "apps/gatehouse/key_make.hpp"

#include "base/jose/key.hpp"
#include "base/json.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace gatehouse::commands {

namespace {

Error about_file(const std::string& path, std::string_view what) {
    return Error{ErrorCode::bad_input, fmt::format("{}: {}; give a file that \"gatehouse key make\" wrote", path, what), path, {}, {}};
}

}  // namespace

Result<Secret> make_key(std::string_view algorithm) {
    const auto known = jose::algorithm(algorithm);
    if (!known) return fail(ErrorCode::bad_input, fmt::format("--algorithm {}: not known; take ES256 or EdDSA", algorithm), "--algorithm");
    return jose::Key::generate(*known).private_jwk();
}

Result<std::string> public_key(const std::string& path) {
    std::ifstream file(path);
    if (!file) return std::unexpected(about_file(path, "cannot be read"));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto parsed = json::parse(text);
    if (!parsed || !parsed->is_object()) return std::unexpected(about_file(path, "is no JSON object"));
    const auto key = jose::Key::from_jwk(parsed->as_object());
    if (!key) return std::unexpected(about_file(path, key.error().message));
    return json::dump(boost::json::value(key->public_jwk()));
}

}  // namespace gatehouse::commands
